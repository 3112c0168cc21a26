// What it cost, measured: a row for each client and transport.

import { still } from "../../effects/store";
import { type Cost, costRows, meanDelay } from "../../model/cost";
import { text } from "../../text/cost";
import { size, span } from "../../text/packet";

export function CostTable() {
  const rows = costRows(still.value.wire.costs);
  const { columns } = text;
  return (
    <div class="table-holder costs" tabIndex={0} role="region" aria-label={text.title}>
      <table class="cost">
        <thead>
          <tr>
            <th scope="col">{columns.client}</th>
            <th scope="col">{columns.transport}</th>
            <th scope="col">{columns.requests}</th>
            <th scope="col">{columns.bytes}</th>
            <th scope="col">{columns.heads}</th>
            <th scope="col">{columns.empty}</th>
            <th scope="col">{columns.delay}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={`${row.client} ${row.transport}`} row={row} />
          ))}
        </tbody>
      </table>
      <p class="note">{text.note}</p>
    </div>
  );
}

function Row({ row }: { row: Cost }) {
  const delay = meanDelay(row);
  return (
    <tr>
      <th scope="row">{row.client}</th>
      <td>{text.transports[row.transport]}</td>
      <td>{row.requests}</td>
      <td>{size(row.bytes)}</td>
      <td>{row.heads === null ? text.unknown : size(row.heads)}</td>
      <td>{row.empty}</td>
      <td>{delay === null ? text.none : span(delay)}</td>
    </tr>
  );
}
