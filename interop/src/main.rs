//! Plays one client or one server of the published `vstp` crate, so that its behaviour is measured and not
//! assumed. What happens is told on stdout as JSON, one object a line; clients take what to do from stdin in
//! the same form (`README.md` lists both). Ends when stdin does.

mod args;
mod client;
mod easy_client;
mod message;
mod report;
mod server;
mod swarm;

use std::process::exit;

use args::Args;
use vstp::VstpError;

#[tokio::main]
async fn main() {
    let args = match Args::parse(std::env::args().skip(1)) {
        Ok(args) => args,
        Err(problem) => {
            eprintln!("{problem}");
            exit(2);
        }
    };
    if let Err(error) = play(&args).await {
        report::failed(&error);
        exit(1);
    }
}

async fn play(args: &Args) -> Result<(), VstpError> {
    match args.role() {
        "tcp-client" => client::tcp(args).await,
        "udp-client" => client::udp(args).await,
        "tcp-easy-client" | "udp-easy-client" => easy_client::run(args).await,
        "swarm" => swarm::run(args).await,
        role => {
            tokio::select! {
                result = server::run(role, args) => result,
                () = report::stdin_ended() => Ok(()),
            }
        }
    }
}
