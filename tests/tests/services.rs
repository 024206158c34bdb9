//! The platform's services with values of our own: a test for each resource, of what is sent and what is
//! read.

#[path = "services/bot_info.rs"]
mod bot_info;
#[path = "services/contact_custom_attr.rs"]
mod contact_custom_attr;
#[path = "services/contact_department.rs"]
mod contact_department;
#[path = "services/contact_employee_type_enum.rs"]
mod contact_employee_type_enum;
#[path = "services/contact_functional_role.rs"]
mod contact_functional_role;
#[path = "services/contact_functional_role_member.rs"]
mod contact_functional_role_member;
#[path = "services/contact_group.rs"]
mod contact_group;
#[path = "services/contact_group_member.rs"]
mod contact_group_member;
#[path = "services/contact_job_family.rs"]
mod contact_job_family;
#[path = "services/contact_job_level.rs"]
mod contact_job_level;
#[path = "services/contact_job_title.rs"]
mod contact_job_title;
#[path = "services/contact_scope.rs"]
mod contact_scope;
#[path = "services/contact_unit.rs"]
mod contact_unit;
#[path = "services/contact_work_city.rs"]
mod contact_work_city;
#[path = "services/im_batch_message.rs"]
mod im_batch_message;
#[path = "services/im_chat.rs"]
mod im_chat;
#[path = "services/im_chat_announcement.rs"]
mod im_chat_announcement;
#[path = "services/im_chat_managers.rs"]
mod im_chat_managers;
#[path = "services/im_chat_members.rs"]
mod im_chat_members;
#[path = "services/im_chat_menu_item.rs"]
mod im_chat_menu_item;
#[path = "services/im_chat_menu_tree.rs"]
mod im_chat_menu_tree;
#[path = "services/im_chat_moderation.rs"]
mod im_chat_moderation;
#[path = "services/im_chat_tab.rs"]
mod im_chat_tab;
#[path = "services/im_chat_top_notice.rs"]
mod im_chat_top_notice;
#[path = "services/im_file.rs"]
mod im_file;
#[path = "services/im_image.rs"]
mod im_image;
#[path = "services/im_message.rs"]
mod im_message;
#[path = "services/im_message_reaction.rs"]
mod im_message_reaction;
#[path = "services/im_message_resource.rs"]
mod im_message_resource;
#[path = "services/im_pin.rs"]
mod im_pin;
#[path = "services/im_thread.rs"]
mod im_thread;
