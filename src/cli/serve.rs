//! `emitscope serve`: from the command line to a running server, and from a signal to its end.

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::net::{TcpListener, lookup_host};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::oneshot;

use super::{complain, saves};
use crate::lesson::{Diagnostic, Library, News};
use crate::sandbox::{Host, Limits};
use crate::{engine, web};

/// How long the server may take to end what is open after a signal.
const DRAIN: Duration = Duration::from_secs(4);

#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Folder of lessons that replaces the built-in ones; what is saved there is on the page at once
    #[arg(long, value_name = "DIR")]
    lessons: Option<PathBuf>,
    /// Address to listen on; on any other than a loopback address, others can use the sandboxes
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    host: String,
    /// Port to listen on; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 3000)]
    port: u16,
    /// Open the course in the browser
    #[arg(long)]
    open: bool,
    #[command(flatten, next_help_heading = "Limits")]
    limits: Limits,
}

impl Serve {
    /// Serves until SIGINT or SIGTERM.
    pub fn run(self) -> anyhow::Result<()> {
        // One thread routes and does all I/O, as in Node: with more, packets of two clients that arrive at once could change
        // places. The learners' JavaScript runs in processes of its own.
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().context("no thread to run on")?;
        let done = runtime.block_on(self.serve());
        // Nothing that is left may hold up the end.
        runtime.shutdown_background();
        done
    }

    async fn serve(self) -> anyhow::Result<()> {
        let mut signals = Signals::listen()?;
        let library = Arc::new(match &self.lessons {
            Some(folder) => Library::watched(folder)?,
            None => Library::embedded(),
        });
        tell_mistakes(&library);
        let listener = bind(&self.host, self.port).await?;
        let address = listener.local_addr().context("the listening socket has no address")?;
        let program = program()?;
        let host = Host::start(program, self.limits).await.context("the sandboxes cannot start")?;
        if self.lessons.is_some() {
            tokio::spawn(saves::prove(Arc::clone(&library), Arc::clone(&host)));
        }
        let state = web::State::new(Arc::clone(&host), library, address.ip().is_loopback())?;
        greet(address);
        if self.open {
            open(&link(address));
        }
        let (stop, stopped) = oneshot::channel::<()>();
        let mut server = pin!(engine::serve(listener, web::routes(&state), async {
            // A sender that is gone means the end, too.
            let _ = stopped.await;
        }));
        tokio::select! {
            () = &mut server => {}
            () = signals.next() => {}
        }
        drop(stop);
        let drained = tokio::time::timeout(DRAIN, async { tokio::join!(server, host.shutdown()) });
        tokio::select! {
            _ = drained => {}
            // Whoever asks twice does not want to wait.
            () = signals.next() => {}
        }
        Ok(())
    }
}

/// This program, which workers are started from. On Linux by a name that holds when the file is replaced: a build beside
/// a running server does not stop it from making sandboxes.
pub(super) fn program() -> anyhow::Result<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && running.exists() {
        return Ok(running);
    }
    std::env::current_exe().context("cannot tell where this program is, which workers are started from")
}

/// Prints what is wrong in lessons, now and whenever one is saved.
fn tell_mistakes(library: &Arc<Library>) {
    let mut changes = library.changes();
    tell(&library.diagnostics());
    tokio::spawn(async move {
        loop {
            match changes.recv().await {
                Ok(News::Lesson(change)) => tell(&change.diagnostics),
                Ok(News::Images) => {}
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    });
}

async fn bind(host: &str, port: u16) -> anyhow::Result<TcpListener> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found =
        lookup_host((bare, port)).await.with_context(|| format!("--host {host} is no address of this machine"))?;
    let addresses: Vec<SocketAddr> = found.collect();
    match TcpListener::bind(&addresses[..]).await {
        Ok(listener) => Ok(listener),
        Err(error) => match error.kind() {
            io::ErrorKind::AddrInUse => bail!(
                "port {port} on {host} is in use, perhaps by another emitscope; stop that, or choose one with --port N (0 takes a free one)"
            ),
            io::ErrorKind::AddrNotAvailable => {
                bail!("{host} is no address of this machine; leave --host out to use 127.0.0.1")
            }
            io::ErrorKind::PermissionDenied => {
                bail!("port {port} on {host} is not for this user; choose one above 1023 with --port N")
            }
            _ => Err(error).with_context(|| format!("cannot listen on {host} port {port}")),
        },
    }
}

fn tell(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        complain(format_args!("{diagnostic}\n"));
    }
}

/// Says where the server is, and what the person who started it should know.
fn greet(address: SocketAddr) {
    let mut out = io::stdout().lock();
    let mut text = format!("Emitscope is at {} (Ctrl+C stops it)\n", link(address));
    if !address.ip().is_loopback() {
        let who = if address.ip().is_unspecified() { "any address of this machine" } else { "this address" };
        text += &format!("Whoever can reach {who} on port {} can now use its sandboxes.\n", address.port());
    }
    if !cfg!(target_os = "linux") {
        text +=
            "This system has no seccomp and no landlock: sandboxed code is held by process and resource limits only.\n";
    }
    // Nobody may be reading; the server serves all the same.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// The address as a browser on this machine takes it.
fn link(address: SocketAddr) -> String {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(ip, address.port()))
}

/// Asks the desktop to open a page; without one, the printed link has to do.
fn open(link: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let started = tokio::process::Command::new(program)
        .arg(link)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn();
    if let Err(error) = started {
        complain(format_args!(
            "emitscope: cannot open a browser with `{program}`: {error}; the link above leads there"
        ));
    }
}

/// SIGINT and SIGTERM.
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    fn listen() -> anyhow::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let on = |kind| signal(kind).context("cannot listen for signals");
        Ok(Self { interrupt: on(SignalKind::interrupt())?, terminate: on(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
