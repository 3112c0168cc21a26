// A room's name in its room's colour. Colours follow the order in which rooms appeared, and start again after four.

import { near } from "./derived";

const COLOURS = ["room-a", "room-b", "room-c", "room-d"];

export function roomColour(index: number): string {
  return COLOURS[index % COLOURS.length] ?? "room-a";
}

export function RoomChip({ room, name }: { room: string; name: string }) {
  const index = near.stage.value.rooms.find(({ key }) => key === room)?.index ?? 0;
  return (
    <span class={`room ${roomColour(index)}`} title={name}>
      {name}
    </span>
  );
}
