/** How often objects occur. */
export interface SceneStatistics {
  /** Number of scenes with the object. */
  scenes: ReadonlyMap<string, number>;
  /** Number of scenes with both objects. */
  together: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Counts objects and pairs of objects over scenes; an object named twice in a scene counts once. */
export function sceneStatistics(list: readonly { objects: readonly string[] }[]): SceneStatistics {
  const scenes = new Map<string, number>();
  const together = new Map<string, Map<string, number>>();
  for (const { objects } of list) {
    const present = [...new Set(objects)];
    for (const object of present) {
      scenes.set(object, (scenes.get(object) ?? 0) + 1);
      const companions = together.get(object) ?? new Map<string, number>();
      for (const other of present) {
        if (other !== object) companions.set(other, (companions.get(other) ?? 0) + 1);
      }
      together.set(object, companions);
    }
  }
  return { scenes, together };
}
