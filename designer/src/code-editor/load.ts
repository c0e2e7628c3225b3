/**
 * Loads something that is made with the code editor, after what the editor asks its surroundings for. An import at the head
 * of its module is not enough: where two screens share the editor, chunks of a build run in another order.
 */
export async function withCodeEditor<Module>(load: () => Promise<Module>): Promise<Module> {
  await import('./environment.ts');
  return load();
}
