import { expect, it } from 'vitest';
import { redirection } from './client.js';

it.each([
  ['https://hub.example/a/b', '/c', 'https://hub.example/c'],
  ['https://hub.example/a/b', 'c?x=1', 'https://hub.example/a/c?x=1'],
  ['https://hub.example/a', 'https://store.example/a', 'https://store.example/a'],
  ['http://localhost:80/a', 'https://store.example/a', 'https://store.example/a'],
  ['http://localhost/a', 'http://localhost:9/a', 'http://localhost:9/a'],
])('from %s by %s to %s', (from, location, to) => {
  expect(redirection(new URL(from), location).href).toBe(to);
});

it.each(['http://hub.example/a', 'http://store.example/a', '//user:hunter@store.example/a', 'file:///a', 'https://['])(
  'never from https to %s',
  (location) => {
    const follow = () => redirection(new URL('https://hub.example/a'), location);
    expect(follow).toThrow(expect.objectContaining({ code: 'hub-redirect' }));
  },
);
