//! A worker process as its sandbox holds it: the child, and both ends of the channel. Writing is buffered and reading
//! incremental, so that the sandbox's loop can do both at once and neither side can block the other.

use std::io;
use std::path::Path;
use std::process::Stdio;

use bytes::BytesMut;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::worker::channel::{self, ChannelError};
use crate::worker::message::{FromWorker, ToWorker};

/// Bytes read from the channel at a time.
const READ_BYTES: usize = 64 * 1024;

/// An emptied buffer larger than this is given back, in bytes.
const OUTGOING_KEPT: usize = 64 * 1024;

/// One worker. Dropping it kills the child.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
    incoming: BytesMut,
    /// Encoded messages; those before `written` have left.
    outgoing: Vec<u8>,
    written: usize,
}

impl Process {
    /// Starts `program worker`. Must be called from a thread that lives as long as the server: the worker ends with it.
    pub fn spawn(program: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg("worker")
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::Error::other("the worker was started without pipes"));
        };
        Ok(Self { child, stdin, stdout, incoming: BytesMut::new(), outgoing: Vec::new(), written: 0 })
    }

    /// Queues a message; [`Process::write`] sends it.
    pub fn queue(&mut self, message: &ToWorker) -> Result<(), ChannelError> {
        channel::encode(message, &mut self.outgoing)
    }

    pub fn outgoing_bytes(&self) -> usize {
        self.outgoing.len() - self.written
    }

    /// Writes some of what is queued. Cancel safe; waits for ever while nothing is queued.
    async fn write(stdin: &mut ChildStdin, outgoing: &mut Vec<u8>, written: &mut usize) -> io::Result<()> {
        if outgoing.is_empty() {
            return std::future::pending().await;
        }
        *written += stdin.write(&outgoing[*written..]).await?;
        if *written == outgoing.len() {
            *written = 0;
            if outgoing.capacity() > OUTGOING_KEPT {
                *outgoing = Vec::new();
            } else {
                outgoing.clear();
            }
        }
        Ok(())
    }

    /// Moves bytes in either direction until some have arrived: whole messages may then be [`Process::take`]n. `Ok(false)`
    /// once the worker has closed its end. Cancel safe.
    pub async fn exchange(&mut self) -> io::Result<bool> {
        loop {
            self.incoming.reserve(READ_BYTES);
            let Self { stdin, stdout, incoming, outgoing, written, .. } = self;
            tokio::select! {
                biased;
                outcome = Self::write(stdin, outgoing, written) => {
                    // A broken pipe is told by the read that follows.
                    if outcome.is_err() {
                        outgoing.clear();
                        *written = 0;
                    }
                }
                read = stdout.read_buf(incoming) => return Ok(read? > 0),
            }
        }
    }

    /// The next whole message that has arrived.
    pub fn take(&mut self) -> Result<Option<FromWorker>, ChannelError> {
        channel::decode(&mut self.incoming)
    }

    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Ends the child and waits for it.
    pub async fn kill(&mut self) {
        // An error means that it has ended already.
        let _ = self.child.kill().await;
    }
}

/// CPU the process has used so far, in milliseconds; `None` where the system does not tell.
pub(super) fn cpu_ms(pid: u32) -> Option<u64> {
    // Linux: fields 14 and 15 of stat, counted after the command's closing bracket, in hundredths of a second.
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some((user + system) * 10)
}
