//! A Socket.IO client by hand: Engine.IO polling, a request at a time.

use serde_json::Value;

use crate::http::{Answer, Site};

pub struct Client {
    site: Site,
    path: String,
    /// Packets that were received and not asked for yet.
    waiting: Vec<String>,
}

impl Client {
    /// Connects to `/` of a sandbox under a client's name.
    #[track_caller]
    pub fn connect(site: &Site, sandbox: &str, name: &str) -> Self {
        let path = format!("/sandboxes/{sandbox}/socket.io/?EIO=4&transport=polling&client={name}");
        let open = site.get(&path);
        assert_eq!(open.status, 200, "{}", open.text());
        let open: Value = serde_json::from_str(open.text().trim_start_matches('0')).expect("an open packet");
        let path = format!("{path}&sid={}", open["sid"].as_str().expect("a session id"));
        let mut client = Self { site: site.clone(), path, waiting: Vec::new() };
        client.post("40");
        client.until(|packet| packet.starts_with("40"));
        client
    }

    #[track_caller]
    pub fn post(&self, packet: &str) {
        let answer =
            self.site.send("POST", &self.path, &[("content-type", "text/plain;charset=UTF-8")], packet.as_bytes());
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    pub fn poll(&self) -> Answer {
        self.site.get(&self.path)
    }

    /// Polls until a packet is as wanted, answering pings.
    #[track_caller]
    pub fn until(&mut self, wanted: impl Fn(&str) -> bool) -> String {
        loop {
            while !self.waiting.is_empty() {
                let packet = self.waiting.remove(0);
                if packet == "2" {
                    self.post("3");
                } else if wanted(&packet) {
                    return packet;
                }
            }
            let answer = self.poll();
            assert_eq!(answer.status, 200, "{}", answer.text());
            self.waiting = answer.text().split('\u{1e}').map(str::to_owned).collect();
        }
    }
}
