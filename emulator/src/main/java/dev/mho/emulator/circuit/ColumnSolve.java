package dev.mho.emulator.circuit;

import java.util.Arrays;
import java.util.Locale;

/**
 * Solves for the voltages b of the column wires, one right-hand side at a time, with buffers of its
 * own (one instance a thread).
 *
 * <p>Eliminating the driven wires leaves the Schur complement A = (S + D) − N, N = G (T + G)⁻¹ G,
 * which is symmetric and positive definite. Conjugate gradients run on it, preconditioned by the
 * exact solve M = S + D along the columns. M is never multiplied with: M p follows from the same
 * recurrence as p, and residuals come from line sweeps (for b' = b₀ + M⁻¹ N b, b₀ = M⁻¹ of the
 * sources, the residual at b' is N (b' − b)), so ideal wires need no special case.
 *
 * <p>They stop when √(rᵀM⁻¹r / λ) ≤ 10⁻¹² √(power), λ being the least Ritz value of M⁻¹A: an
 * estimate of the error in the norm of dissipated power. Then one sweep from the result, computed
 * afresh, measures how far the true solution can be: |b' − b| / (λ max|b|) ≤ 10⁻¹⁰, or the solve
 * goes on from b', a few times, and then refuses.
 */
final class ColumnSolve {
  /** Promised relative error of voltages, checked with the true residual. */
  static final double PROMISED = 1e-10;

  private static final double TOLERANCE = 1e-12;
  private static final int MOST_RESTARTS = 4;

  private final LineNetwork network;
  private final int mostIterations;
  private final double[] x;
  private final double[] nx;
  private final double[] r;
  private final double[] z;
  private final double[] p;
  private final double[] mp;
  private final double[] np;
  private final double[] scratch;
  private final double[] carry;
  private final double[] terminals;
  private final RitzValue ritz = new RitzValue();
  private int iterations;
  private double error;

  /** Makes the buffers. */
  ColumnSolve(LineNetwork network) {
    this.network = network;
    this.mostIterations = 200 + 20 * (network.rows() + network.cols());
    int size = network.size();
    x = new double[size];
    nx = new double[size];
    r = new double[size];
    z = new double[size];
    p = new double[size];
    mp = new double[size];
    np = new double[size];
    scratch = new double[size];
    carry = new double[network.cols()];
    terminals = new double[network.layers() * network.drivenWires()];
  }

  /** Voltages of the columns after a solve. */
  double[] voltages() {
    return x;
  }

  /** Current out of each driven wire's grounded terminal after a solve, layer · wires + line. */
  double[] terminals() {
    return terminals;
  }

  /** Iterations of the last solve. */
  int iterations() {
    return iterations;
  }

  /** Estimated relative error of the last solve's voltages, at most {@link #PROMISED}. */
  double error() {
    return error;
  }

  /**
   * Solves.
   *
   * @param source b₀: where the columns would sit if no driven wire moved
   * @param power scale of the dissipated power for the stopping rule, in watts; ≥ 0
   * @throws NoSolutionException if the promised accuracy is out of reach
   */
  void solve(double[] source, double power) {
    solve(source, new double[0], power);
  }

  /** Solves from a start near the solution; an empty start is zero. */
  void solve(double[] source, double[] start, double power) {
    iterations = 0;
    ritz.clear();
    double largest = largest(source);
    if (largest == 0) {
      Arrays.fill(x, 0);
      Arrays.fill(terminals, 0);
      error = 0;
      return;
    }
    if (start.length == 0) {
      System.arraycopy(source, 0, x, 0, x.length);
      network.throughDriven(x, nx, scratch, terminals);
      System.arraycopy(nx, 0, r, 0, r.length);
    } else {
      network.throughDriven(start, nx, scratch, terminals);
      sweep(source);
      residual();
    }
    for (int restart = 0; ; restart++) {
      iterate(power);
      network.throughDriven(x, nx, scratch, terminals);
      double moved = moved(source);
      error = moved / (ritz.least() * Math.max(largest, largest(x)));
      if (error <= PROMISED) {
        return;
      }
      if (restart == MOST_RESTARTS || !(error < Double.MAX_VALUE)) {
        throw refusal();
      }
      sweep(source);
      residual();
    }
  }

  /** x ← b₀ + M⁻¹ nx. */
  private void sweep(double[] source) {
    network.throughColumns(nx, z, carry);
    for (int i = 0; i < x.length; i++) {
      x[i] = source[i] + z[i];
    }
  }

  /** r ← N x − nx, which is the residual at x after a sweep; nx ← N x. */
  private void residual() {
    network.throughDriven(x, np, scratch, terminals);
    for (int i = 0; i < r.length; i++) {
      r[i] = np[i] - nx[i];
      nx[i] = np[i];
    }
  }

  /** Largest change that one sweep would make. */
  private double moved(double[] source) {
    network.throughColumns(nx, z, carry);
    double moved = 0;
    for (int i = 0; i < x.length; i++) {
      moved = Math.max(moved, Math.abs(source[i] + z[i] - x[i]));
    }
    return moved;
  }

  /** Conjugate gradients from x, whose residual is r. */
  private void iterate(double power) {
    double goal = TOLERANCE * TOLERANCE * power;
    network.throughColumns(r, z, carry);
    System.arraycopy(z, 0, p, 0, p.length);
    System.arraycopy(r, 0, mp, 0, mp.length);
    double rz = dot(r, z);
    ritz.restart();
    while (rz > 0 && !(rz <= goal * ritz.least())) {
      if (iterations == mostIterations) {
        throw refusal();
      }
      iterations++;
      network.throughDriven(p, np, scratch, terminals);
      double curvature = curvature();
      if (!(curvature > 0)) {
        return; // nothing but rounding is left; the check will tell
      }
      double alpha = rz / curvature;
      step(alpha);
      network.throughColumns(r, z, carry);
      double next = dot(r, z);
      double beta = next / rz;
      ritz.add(alpha, beta);
      rz = next;
      turn(beta);
    }
  }

  /** pᵀ A p. */
  private double curvature() {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= p.length; i += 4) {
      s0 += p[i] * (mp[i] - np[i]);
      s1 += p[i + 1] * (mp[i + 1] - np[i + 1]);
      s2 += p[i + 2] * (mp[i + 2] - np[i + 2]);
      s3 += p[i + 3] * (mp[i + 3] - np[i + 3]);
    }
    for (; i < p.length; i++) {
      s0 += p[i] * (mp[i] - np[i]);
    }
    return (s0 + s1) + (s2 + s3);
  }

  private void step(double alpha) {
    for (int i = 0; i < x.length; i++) {
      x[i] += alpha * p[i];
      r[i] -= alpha * (mp[i] - np[i]);
    }
  }

  private void turn(double beta) {
    for (int i = 0; i < p.length; i++) {
      p[i] = z[i] + beta * p[i];
      mp[i] = r[i] + beta * mp[i];
    }
  }

  static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private NoSolutionException refusal() {
    return new NoSolutionException(
        String.format(
            Locale.ROOT,
            "the wires of an array of %d x %d could not be solved: estimated relative error %.2g"
                + " after %d iterations, promised %.0g; least eigenvalue of the preconditioned"
                + " circuit %.2g (lines and cells differ too much in resistance)",
            network.rows(),
            network.cols(),
            error,
            iterations,
            PROMISED,
            ritz.least()));
  }
}
