use feishu_api::prelude::*;

#[derive(ToParam)]
enum Filter {
    All,
    Between(u32, u32),
}

#[derive(ToParam)]
struct Range {
    from: u32,
    to: u32,
}

#[derive(ToParam)]
union Bits {
    a: u32,
}

fn main() {}
