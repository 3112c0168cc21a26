// What a packet is called in a list, and how sizes and times are written.

import { kindOf, type Raw } from "../model/packet";
import { t } from "./fluent";

/** `EVENT chat`, `ping`, `attachment` */
export function packetName(raw: Raw): string {
  const { engine, socket, event } = kindOf(raw);
  if (socket === null) return engine === "message" ? t("packet-attachment") : (engine ?? "?");
  const name = socket.replace("BINARY_", "");
  return event === null ? name : `${name} ${event}`;
}

/** `1.2 kB`, `530 B` */
export function size(count: number): string {
  if (count < 1_000) return t("size", { bytes: count });
  const kilobytes = count / 1_000;
  return count < 10_000 ? t("size-small", { kilobytes }) : t("size-large", { kilobytes });
}

export { span } from "./time";
