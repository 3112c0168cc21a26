// Messages to the page around the frame. It matches them by their window, and takes them as hints only.

export function tell(message: Record<string, unknown>): void {
  parent.postMessage({ from: "emitscope-client", ...message }, "*");
}
