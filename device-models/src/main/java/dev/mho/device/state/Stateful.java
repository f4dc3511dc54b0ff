package dev.mho.device.state;

/**
 * Something that changes, and whose state can be saved and restored.
 *
 * <p>State is what differs from a fresh object of the same specification and seed. What follows
 * from those, sampled devices for one, is made anew and need not be kept; memory that is only kept
 * to be used again is no state.
 */
public interface Stateful {

  /**
   * Hands every piece of state to an archive and takes back what it returns: the same walk saves
   * and restores, so that nothing can be saved and forgotten in restoring. Arrays are filled in
   * place.
   *
   * <pre>
   * archive.floats("state", state);
   * clock = archive.value("clock", clock);
   * </pre>
   */
  void keep(Archive archive);
}
