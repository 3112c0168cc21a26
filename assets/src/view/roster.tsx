// Namespaces, rooms and members at the moment on show. Sockets' own rooms are there, and quiet.

import { state } from "../effects/store";
import { roster, type RosterRoom } from "../model/roster";
import { near } from "./derived";
import { RoomChip } from "./rooms";
import { text } from "../text/roster";

export function Roster() {
  const spaces = roster(near.stage.value.world, state.value.clients);
  const { columns } = text;
  if (spaces.length === 0) return <p class="empty">{text.empty}</p>;
  return (
    <table class="roster">
      <thead>
        <tr>
          <th scope="col">{columns.namespace}</th>
          <th scope="col">{columns.room}</th>
          <th scope="col">{columns.members}</th>
        </tr>
      </thead>
      {spaces.map(({ namespace, rooms }) => (
        <tbody key={namespace}>
          {rooms.map((room, at) => (
            <tr key={room.key} class={room.owner === null ? "" : "own"}>
              {at === 0 && (
                <th scope="rowgroup" rowSpan={rooms.length}>
                  <code>{namespace}</code>
                </th>
              )}
              <td>
                <Name room={room} namespace={namespace} />
              </td>
              <td>{room.members.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Name({ room, namespace }: { room: RosterRoom; namespace: string }) {
  if (room.owner !== null) return <span title={room.name}>{text.own(room.owner)}</span>;
  // Colours are those of the diagram, which shows one namespace.
  if (namespace === near.stage.value.namespace) return <RoomChip room={room.key} name={room.name} />;
  return <code>{room.name}</code>;
}
