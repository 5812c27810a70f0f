import assert from "node:assert/strict";
import { test } from "node:test";

import { InMemory } from "../src/trail.ts";

test("a way in memory goes back and forward, and a new step forgets what lay ahead", () => {
  let moved = 0;
  const trail = new InMemory("#a", () => { moved += 1; });
  assert.deepEqual([trail.hash, trail.canGoBack, trail.canGoForward], ["#a", false, false]);
  trail.push("#b");
  trail.push("#c");
  trail.replace("#d");
  trail.back();
  assert.deepEqual([trail.hash, trail.canGoBack, trail.canGoForward], ["#b", true, true]);
  trail.forward();
  assert.equal(trail.hash, "#d");
  trail.back();
  trail.back();
  trail.back();
  assert.deepEqual([trail.hash, moved], ["#a", 4]);
  trail.push("#e");
  assert.deepEqual([trail.hash, trail.canGoForward], ["#e", false]);
});
