//! What fuzz targets reach of the crate's inside. Built for them only.

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use crate::endpoint::PayloadPlace;
use crate::error::Result;
use crate::file::disposition;
use crate::reply::{RawReply, Reply};

/// Opens a reply to a call; [`Payload::read`](crate::Payload::read) decodes it.
pub fn open(
    method: &Method,
    place: PayloadPlace,
    status: StatusCode,
    headers: HeaderMap,
    body: &[u8],
) -> Result<Box<Reply>> {
    RawReply { status, headers, body: Bytes::copy_from_slice(body) }.open(place, method)
}

/// The name of a file in a `Content-Disposition`.
pub fn file_name(header: &[u8]) -> Option<String> {
    disposition::file_name(header)
}
