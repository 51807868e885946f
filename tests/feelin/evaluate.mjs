// Reads FEEL expressions, one JSON string a line, and writes what feelin makes of each: {"value": …} or {"error": …}. Dates and durations are written as text.
import { createInterface } from 'node:readline';
import { evaluate, toFeel } from 'feelin';

const text = value => {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(text);
  if (typeof value === 'object' && value.constructor === Object) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, text(entry)]));
  if (typeof value === 'object') return String(toFeel(value));
  return value;
};

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { value } = evaluate(JSON.parse(line), {});
    answer = { value: text(value) };
  } catch (error) {
    answer = { error: String(error.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
