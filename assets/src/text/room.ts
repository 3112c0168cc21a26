// What a room is called: by its name, or, where a socket's own id names it, by whose room that is.

import { type Room, roomName } from "../model/room";
import { rich, t } from "./fluent";
import { code, type Text } from "./pieces";

/** `owners`: names of clients by socket id. */
export function roomLabel(room: Room, owners: ReadonlyMap<string, string>): string {
  const owner = ownerOf(room, owners);
  return owner === null ? roomName(room) : t("room-own", { owner });
}

export function roomPieces(room: Room, owners: ReadonlyMap<string, string>): Text {
  const owner = ownerOf(room, owners);
  return owner === null ? [code(roomName(room))] : rich("room-own-rich", { owner });
}

/** "a", "a and b", "a, b and c", of texts. */
export function listedTexts(texts: readonly Text[]): Text {
  return texts.reduce<Text>((list, next, at) => {
    if (at === 0) return next;
    return at === texts.length - 1 ? rich("list-last", { list, next }) : rich("list-more", { list, next });
  }, []);
}

function ownerOf(room: Room, owners: ReadonlyMap<string, string>): string | null {
  return typeof room === "string" ? (owners.get(room) ?? null) : null;
}
