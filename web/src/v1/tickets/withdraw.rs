//! `POST /tickets/{id}/withdraw`: the report is taken back.

use crate::v1::tickets::command::command;

command! {
    /// Withdraws the report: nothing rings any more.
    post "/tickets/{id}/withdraw" withdraw(WithdrawBody) needs Withdraw;
    refused Ended;
    |body| CommandRequest::Withdraw { reason: body.reason.into() }
}
