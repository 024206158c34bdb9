//! README.md and README.zh-CN.md say the same in two languages: what is not language is equal.

use std::path::Path;

const ENGLISH: &str = include_str!("../../README.md");
const CHINESE: &str = include_str!("../../README.zh-CN.md");

#[test]
fn code_blocks_are_equal() {
    assert_none(different_blocks(&english(), &chinese()));
}

#[test]
fn headings_have_the_same_levels() {
    assert_none(different_headings(&english(), &chinese()));
}

#[test]
fn links_lead_to_the_same_places() {
    assert_none(different_links(&english(), &chinese()));
}

/// A name that was changed in one language would still stand in the other.
#[test]
fn names_in_the_text_are_kept() {
    assert_none(lost_names(&english(), &chinese()));
}

#[test]
fn each_begins_with_a_link_to_the_other() {
    for (readme, other) in [(english(), chinese()), (chinese(), english())] {
        let top = readme.text.lines().take_while(|line| !line.starts_with("##")).take(3);
        let is_there = top.flat_map(links).any(|link| link == other.name);
        assert!(
            is_there,
            "{}: the line below the title has no link to {}",
            readme.name, other.name
        );
    }
}

#[test]
fn files_that_are_linked_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for readme in [english(), chinese()] {
        for file in readme.files() {
            assert!(
                root.join(file).exists(),
                "{}: a link to {file}, which is not there",
                readme.name
            );
        }
    }
}

#[test]
fn what_differs_is_named() {
    let differences = |left: &str, right: &str| {
        let (left, right) = (Readme::read("left", left), Readme::read("right", right));
        let found = [different_blocks, different_headings, different_links, lost_names]
            .map(|differences| differences(&left, &right));
        found.concat().join("\n")
    };
    let text =
        "# A\n\n## B\n\n```rust\na();\n// b\n```\n\n[c](#b) `d` [e](f.md#g)\n\n```sh\nh\n```\n";
    assert_eq!(differences(text, &text.replace("## B", "## 乙").replace("#b", "#乙")), "");

    let cases = [
        (
            text.replace("// b", "// 乙"),
            "code block 1 (rust, line 5 of left, line 5 of right, under \"B\"): line 2 is \"// b\" in left and \
             \"// 乙\" in right",
        ),
        (
            text.replace("// b\n", ""),
            "code block 1 (rust, line 5 of left, line 5 of right, under \"B\"): line 2 is \"// b\" in left and \
             missing in right",
        ),
        (
            text.replace("```rust", "```rust,no_run"),
            "code block 1 (rust, line 5 of left, line 5 of right, under \"B\"): it is rust,no_run in right",
        ),
        (
            text.replace("```sh\nh\n```\n", ""),
            "code block 2 (sh, line 12 of left, under \"B\") is missing in right",
        ),
        (text.replace("## B", "### B"), "heading 2: \"## B\" in left, \"### B\" in right"),
        (format!("{text}\n## I\n"), "heading 3: nothing in left, \"## I\" in right"),
        (text.replace("f.md", "j.md"), "links to files: [\"f.md\"] in left, [\"j.md\"] in right"),
        (text.replace("#b", "#a"), "links to headings: [\"2 (B)\"] in left, [\"1 (A)\"] in right"),
        (text.replace("#b", "#k"), "right: a link to #k, which is no heading"),
        (text.replace("`d`", "d"), "right: `d` is missing under \"B\""),
    ];
    for (changed, difference) in cases {
        assert!(
            differences(text, &changed).contains(difference),
            "{}",
            differences(text, &changed)
        );
    }
}

fn english() -> Readme {
    Readme::read("README.md", ENGLISH)
}

fn chinese() -> Readme {
    Readme::read("README.zh-CN.md", CHINESE)
}

#[track_caller]
fn assert_none(differences: Vec<String>) {
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

struct Readme {
    name: &'static str,
    headings: Vec<Heading>,
    blocks: Vec<Block>,
    /// What stands outside of code blocks.
    text: String,
}

struct Heading {
    level: usize,
    title: String,
    /// What stands below it, up to the next heading, without the code blocks.
    text: String,
}

struct Block {
    line: usize,
    info: String,
    content: Vec<String>,
    /// The title of the heading above.
    section: String,
}

impl Readme {
    fn read(name: &'static str, source: &str) -> Readme {
        let mut readme =
            Readme { name, headings: Vec::new(), blocks: Vec::new(), text: String::new() };
        let mut lines = source.lines().zip(1..);
        while let Some((line, number)) = lines.next() {
            let (fence, info) = split_at_end_of(line.trim_start(), '`');
            if fence.len() >= 3 {
                let ends =
                    |line: &str| line.trim().len() >= fence.len() && is_all(line.trim(), '`');
                let mut content = Vec::new();
                loop {
                    let next = lines.next();
                    let (line, _) =
                        next.unwrap_or_else(|| panic!("{name}:{number}: no end of code"));
                    if ends(line) {
                        break;
                    }
                    content.push(line.to_owned());
                }
                let section = readme.headings.last().map(|heading| heading.title.clone());
                readme.blocks.push(Block {
                    line: number,
                    info: info.trim().to_owned(),
                    content,
                    section: section.unwrap_or_default(),
                });
                continue;
            }
            readme.text.push_str(line);
            readme.text.push('\n');
            match split_at_end_of(line, '#') {
                (signs @ ("#" | "##" | "###" | "####" | "#####" | "######"), title)
                    if title.starts_with(' ') =>
                {
                    let (level, title) = (signs.len(), title.trim().to_owned());
                    readme.headings.push(Heading { level, title, text: String::new() });
                }
                _ => {
                    if let Some(heading) = readme.headings.last_mut() {
                        heading.text.push_str(line);
                        heading.text.push('\n');
                    }
                }
            }
        }
        readme
    }

    /// Files of the repository that are linked to.
    fn files(&self) -> Vec<&str> {
        let is_file = |link: &&str| !link.contains(':') && !link.starts_with('#');
        let links = links(&self.text).into_iter().filter(is_file);
        links.map(|link| link.split('#').next().unwrap_or(link)).collect()
    }

    /// The heading that a link within the file leads to, as sites that show Markdown name them.
    fn heading(&self, anchor: &str) -> Result<String, String> {
        let name = |heading: &Heading| {
            let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
            heading.title.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
        };
        let place = self.headings.iter().position(|heading| name(heading) == anchor);
        let place = place
            .ok_or_else(|| format!("{}: a link to #{anchor}, which is no heading", self.name))?;
        Ok(format!("{} ({})", place + 1, self.headings[place].title))
    }
}

fn split_at_end_of(line: &str, sign: char) -> (&str, &str) {
    line.split_at(line.len() - line.trim_start_matches(sign).len())
}

fn is_all(text: &str, sign: char) -> bool {
    text.chars().all(|c| c == sign)
}

/// The targets of `[...](...)`, but for those in code.
fn links(text: &str) -> Vec<&str> {
    let prose = text.split('`').step_by(2);
    let targets = prose.flat_map(|part| {
        let starts = part.match_indices("](").map(|(at, sign)| at + sign.len());
        starts.filter_map(move |start| part[start..].split_once(')').map(|(target, _)| target))
    });
    targets.collect()
}

/// What stands in backticks. A line break in it is a space.
fn names(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(|name| name.replace('\n', " ")).collect()
}

fn different_blocks(left: &Readme, right: &Readme) -> Vec<String> {
    let mut differences = Vec::new();
    for at in 0..left.blocks.len().max(right.blocks.len()) {
        let number = at + 1;
        let place = |block: &Block, of: &str| {
            let Block { info, line, section, .. } = block;
            format!("code block {number} ({info}, line {line} of {of}, under \"{section}\")")
        };
        match (left.blocks.get(at), right.blocks.get(at)) {
            (Some(block), Some(other)) => {
                let of = format!("{}, line {} of {}", left.name, other.line, right.name);
                if block.info != other.info {
                    let place = place(block, &of);
                    differences.push(format!("{place}: it is {} in {}", other.info, right.name));
                }
                if let Some(difference) = different_line(left.name, block, right.name, other) {
                    differences.push(format!("{}: {difference}", place(block, &of)));
                }
            }
            (Some(block), None) => {
                differences.push(format!(
                    "{} is missing in {}",
                    place(block, left.name),
                    right.name
                ));
            }
            (None, Some(block)) => {
                differences.push(format!(
                    "{} is missing in {}",
                    place(block, right.name),
                    left.name
                ));
            }
            (None, None) => {}
        }
    }
    differences
}

/// The first line that is not the same.
fn different_line(left: &str, block: &Block, right: &str, other: &Block) -> Option<String> {
    let said =
        |line: Option<&String>| line.map_or("missing".to_owned(), |line| format!("{line:?}"));
    let lines = 0..block.content.len().max(other.content.len());
    let mut pairs = lines.map(|at| (at + 1, block.content.get(at), other.content.get(at)));
    let (number, line, other) = pairs.find(|(_, line, other)| line != other)?;
    Some(format!("line {number} is {} in {left} and {} in {right}", said(line), said(other)))
}

fn different_headings(left: &Readme, right: &Readme) -> Vec<String> {
    let said = |heading: Option<&Heading>| match heading {
        Some(Heading { level, title, .. }) => format!("\"{} {title}\"", "#".repeat(*level)),
        None => "nothing".to_owned(),
    };
    let most = left.headings.len().max(right.headings.len());
    let pairs = (0..most).map(|at| (at + 1, left.headings.get(at), right.headings.get(at)));
    let level = |heading: Option<&Heading>| heading.map(|heading| heading.level);
    let different = pairs.filter(|(_, one, other)| level(*one) != level(*other));
    let differences = different.map(|(number, one, other)| {
        let (one, other) = (said(one), said(other));
        format!("heading {number}: {one} in {}, {other} in {}", left.name, right.name)
    });
    differences.collect()
}

/// Links to files and within the file; those to other sites may lead to pages in another language. Their
/// order is that of the words.
fn different_links(left: &Readme, right: &Readme) -> Vec<String> {
    let mut differences = Vec::new();
    let files = |readme: &Readme, other: &Readme| {
        let files = readme.files().into_iter().filter(|file| *file != other.name);
        sorted(files.map(str::to_owned).collect())
    };
    let (of_left, of_right) = (files(left, right), files(right, left));
    if of_left != of_right {
        let (one, other) = (left.name, right.name);
        differences.push(format!("links to files: {of_left:?} in {one}, {of_right:?} in {other}"));
    }

    let mut headings = |readme: &Readme| {
        let anchors = links(&readme.text).into_iter().filter_map(|link| link.strip_prefix('#'));
        let mut found = Vec::new();
        for heading in anchors.map(|anchor| readme.heading(anchor)) {
            match heading {
                Ok(heading) => found.push(heading),
                Err(difference) => differences.push(difference),
            }
        }
        sorted(found)
    };
    let (of_left, of_right) = (headings(left), headings(right));
    let numbers = |headings: &[String]| -> Vec<String> {
        headings.iter().filter_map(|heading| heading.split(' ').next().map(str::to_owned)).collect()
    };
    if numbers(&of_left) != numbers(&of_right) {
        let (one, other) = (left.name, right.name);
        differences
            .push(format!("links to headings: {of_left:?} in {one}, {of_right:?} in {other}"));
    }
    differences
}

fn sorted(mut texts: Vec<String>) -> Vec<String> {
    texts.sort();
    texts
}

/// Names in backticks of the left that the right does not have below the same heading; it may have others.
fn lost_names(left: &Readme, right: &Readme) -> Vec<String> {
    let mut lost = Vec::new();
    for (section, other) in left.headings.iter().zip(&right.headings) {
        let others = names(&other.text);
        let gone = names(&section.text).into_iter().filter(|name| !others.contains(name));
        lost.extend(
            gone.map(|name| {
                format!("{}: `{name}` is missing under \"{}\"", right.name, other.title)
            }),
        );
    }
    lost
}
