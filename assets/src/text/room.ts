// What a room is called: by its name, or, where a socket's own id names it, by whose room that is.

import { type Room, roomName } from "../model/room";
import { code, type Piece, say, strong, type Text } from "./pieces";

/** `owners`: names of clients by socket id. */
export function roomLabel(room: Room, owners: ReadonlyMap<string, string>): string {
  const owner = ownerOf(room, owners);
  return owner === null ? roomName(room) : `${owner}'s own room`;
}

export function roomPieces(room: Room, owners: ReadonlyMap<string, string>): Text {
  const owner = ownerOf(room, owners);
  return owner === null ? [code(roomName(room))] : say`${strong(owner)}'s own room`;
}

/** "a", "a and b", "a, b and c", of texts. */
export function listedTexts(texts: readonly Text[]): Text {
  return texts.flatMap((text, at): readonly Piece[] => {
    const before = at === 0 ? [] : [at === texts.length - 1 ? " and " : ", "];
    return [...before, ...text];
  });
}

function ownerOf(room: Room, owners: ReadonlyMap<string, string>): string | null {
  return typeof room === "string" ? (owners.get(room) ?? null) : null;
}
