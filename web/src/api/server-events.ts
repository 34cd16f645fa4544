/** The text/event-stream format. Pure. */
export interface ServerEvent {
  event: string;
  data: string;
}

/** The whole events of a text/event-stream, and the rest that is not whole yet. */
export function parseEvents(text: string): { events: ServerEvent[]; left: string } {
  const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
  const left = blocks.pop() ?? '';
  const events = blocks.flatMap((block) => {
    const lines = block.split('\n');
    const all = (name: string) =>
      lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart());
    const data = all('data');
    return data.length === 0 ? [] : [{ event: all('event').at(-1) ?? 'message', data: data.join('\n') }];
  });
  return { events, left };
}
