// The practical limit: the article's two circuits, hand-tuned for AVX2 + FMA, single precision.
//
// Usage: reference W1|W2|W3 [PATHS], then one command a line on standard input, one line of answer on standard output:
//   run THREADS       simulate the whole ensemble           → milliseconds
//   stats             of the last run, by step and species  → JSON [{ mean, variance, histogram }, …] (W3)
//   plane STEP S      of the last run: species S of all paths → JSON [x, …] (W1, W2)
//   philox c0…c3 k0 k1 (hexadecimal)                        → four words
//
// Work goes in blocks of 256 paths; a block goes in chunks of four steps, each in three loops over data that stay in
// L1: the random words, the normals in place, the steps. One loop with everything in registers is slower, because it
// spills. Threads stay alive between runs and take blocks by an atomic counter; all buffers are reused.

#include <immintrin.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <new>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace {

using Vec = __m256;
using Words = __m256i;

constexpr int kLanes = 8;
constexpr int kBlock = 256;
constexpr int kChunk = 4;
constexpr int kSteps = 90;
constexpr int kBins = 50;
constexpr uint64_t kSeed = 1;

// ---- Model: dx_i = (K^n / (K^n + x_j^n) - gamma x_i) dt + sigma x_i dW_i, n = 6, j the next gene of the ring.

constexpr float kDt = 0.1f;
constexpr float kKn = 1.0f / 64.0f;
constexpr float kGamma = 1.0f / (1.0f + kKn);
constexpr float kSigma = 0.1f;

struct Switch {
  static constexpr int species = 2;
  static constexpr float initial[species] = {0.5f, 0.5f};
};

struct Repressilator {
  static constexpr int species = 3;
  static constexpr float initial[species] = {1.0f, 0.2f, 0.2f};
};

// ---- Random words: Philox4x32-10 (Salmon et al. 2011), key = seed, counter = (path, path >> 32, block, stream 0).

constexpr uint32_t kM0 = 0xD2511F53, kM1 = 0xCD9E8D57, kW0 = 0x9E3779B9, kW1 = 0xBB67AE85;
constexpr uint32_t kKey0 = uint32_t(kSeed), kKey1 = uint32_t(kSeed >> 32);

/** Counters of four paths, one a 64-bit lane: only the low halves count, so that no product needs unpacking. */
struct Counter {
  Words c0, c1, c2, c3;
};

/** Keeps the compiler from joining this xor to the end of the long chain of a round (AVX-512 has a three-way xor). */
inline Words offTheCriticalPath(Words w) {
#ifndef __AVX512VL__
  asm("" : "+x"(w));
#endif
  return w;
}

inline void philoxRounds(Counter& c, uint32_t key0, uint32_t key1, int first) {
  const Words m0 = _mm256_set1_epi64x(kM0), m1 = _mm256_set1_epi64x(kM1);
#pragma GCC unroll 10
  for (int round = first; round < 10; ++round) {
    const Words k0 = _mm256_set1_epi64x(uint32_t(key0 + round * kW0));
    const Words k1 = _mm256_set1_epi64x(uint32_t(key1 + round * kW1));
    const Words p0 = _mm256_mul_epu32(c.c0, m0), p1 = _mm256_mul_epu32(c.c2, m1);
    c.c0 = _mm256_xor_si256(_mm256_srli_epi64(p1, 32), offTheCriticalPath(_mm256_xor_si256(c.c1, k0)));
    c.c2 = _mm256_xor_si256(_mm256_srli_epi64(p0, 32), offTheCriticalPath(_mm256_xor_si256(c.c3, k1)));
    c.c1 = p1;
    c.c3 = p0;
  }
}

/** What rounds 1 and 2 make of the path numbers, the same for all steps; in the order of the lanes of `Counter`. */
struct PathRounds {
  alignas(64) uint64_t c1[kBlock], c1High[kBlock], c3[kBlock];

  explicit PathRounds(uint64_t firstPath) {
    for (int i = 0; i < kBlock; ++i) {
      const int pair = i & 3, odd = i >> 2 & 1;  // four even paths, then the four odd ones between them
      const uint64_t path = firstPath + (i & ~7) + 2 * pair + odd;
      const uint64_t p0 = uint64_t(kM0) * uint32_t(path);
      c1[i] = uint64_t(kM1) * (uint32_t(p0 >> 32) ^ kKey1);
      c1High[i] = c1[i] >> 32;
      c3[i] = uint32_t(p0);
    }
  }
};

inline Words load(const uint64_t* from) { return _mm256_load_si256(reinterpret_cast<const Words*>(from)); }

inline Words interleave(Words even, Words odd) {
  return _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), 0xAA);
}

/** Loop 1: the words of one Philox block for 256 paths, as four planes. */
inline void fillWords(float* planes, const PathRounds& paths, uint64_t firstPath, uint32_t block) {
  // What rounds 1 and 2 make of the block number, the same for all paths.
  const uint64_t p1 = uint64_t(kM1) * block;
  const uint64_t p0 = uint64_t(kM0) * (uint32_t(p1 >> 32) ^ uint32_t(firstPath >> 32) ^ kKey0);
  const Words k0 = _mm256_set1_epi64x(uint32_t(p1) ^ uint32_t(kKey0 + kW0));
  const Words k1 = _mm256_set1_epi64x(uint32_t(p0 >> 32) ^ uint32_t(kKey1 + kW1));
  const Words c3 = _mm256_set1_epi64x(uint32_t(p0));
  for (int i = 0; i < kBlock; i += kLanes) {
    Counter pair[2];
    for (int odd = 0; odd < 2; ++odd) {
      const int at = i + 4 * odd;
      pair[odd] = {_mm256_xor_si256(load(paths.c1High + at), k0), load(paths.c1 + at),
                   _mm256_xor_si256(load(paths.c3 + at), k1), c3};
      philoxRounds(pair[odd], kKey0, kKey1, 2);
    }
    auto* to = reinterpret_cast<Words*>(planes + i);
    constexpr int plane = kBlock / kLanes;
    _mm256_store_si256(to, interleave(pair[0].c0, pair[1].c0));
    _mm256_store_si256(to + plane, interleave(pair[0].c1, pair[1].c1));
    _mm256_store_si256(to + 2 * plane, interleave(pair[0].c2, pair[1].c2));
    _mm256_store_si256(to + 3 * plane, interleave(pair[0].c3, pair[1].c3));
  }
}

// ---- Normals: Box-Muller, u = (|w0| + 1/2) 2^-31, theta = pi w1 2^-31, both words read as signed.

inline Vec set(float value) { return _mm256_set1_ps(value); }
inline Vec fma(Vec a, Vec b, Vec c) { return _mm256_fmadd_ps(a, b, c); }

inline Vec magnitude(Words w) {
  return _mm256_and_ps(_mm256_cvtepi32_ps(w), _mm256_castsi256_ps(_mm256_set1_epi32(0x7FFFFFFF)));
}

/**
 * -2 sigma^2 dt ln((|w| + 1/2) 2^-31), never below zero: exponent and mantissa in [sqrt(1/2), sqrt(2)), then a minimax
 * polynomial (relative error 2e-7) that has the factor in its coefficients.
 */
inline Vec squaredRadius(Words w) {
  constexpr float factor = kSigma * kSigma * kDt;
  constexpr int rootHalf = 0x3F3504F3;
  const Words bits = _mm256_castps_si256(_mm256_add_ps(magnitude(w), set(0.5f)));
  const Words shifted = _mm256_sub_epi32(bits, _mm256_set1_epi32(rootHalf + (31 << 23)));
  const Vec e = _mm256_cvtepi32_ps(_mm256_srai_epi32(shifted, 23));
  const Words fraction = _mm256_and_si256(shifted, _mm256_set1_epi32(0x007FFFFF));
  const Vec mantissa = _mm256_castsi256_ps(_mm256_add_epi32(fraction, _mm256_set1_epi32(rootHalf)));
  const Vec f = _mm256_sub_ps(mantissa, set(1.0f));
  const Vec f2 = _mm256_mul_ps(f, f), f4 = _mm256_mul_ps(f2, f2);
  const Vec p01 = fma(f, set(factor * 1.000007303f), set(factor * -1.999999891f));
  const Vec p23 = fma(f, set(factor * 0.4993981655f), set(factor * -0.6667011736f));
  const Vec p45 = fma(f, set(factor * 0.3450169634f), set(factor * -0.3980034639f));
  const Vec p67 = fma(f, set(factor * 0.2021352863f), set(factor * -0.3244504893f));
  const Vec p = fma(fma(p67, f2, p45), f4, fma(p23, f2, p01));
  return _mm256_max_ps(fma(e, set(factor * -1.3862943611f), _mm256_mul_ps(f, p)), _mm256_setzero_ps());
}

/** Loop 2: words become normals times sigma sqrt(dt), in place, pair of planes by pair of planes. */
inline void wordsToNoise(float* planes, int pairs) {
  const Vec signBit = set(-0.0f);
  for (int pair = 0; pair < pairs; ++pair, planes += 2 * kBlock) {
    for (int i = 0; i < kBlock; i += kLanes) {
      float* first = planes + i;
      float* second = planes + kBlock + i;
      const Words w0 = _mm256_load_si256(reinterpret_cast<Words*>(first));
      const Words w1 = _mm256_load_si256(reinterpret_cast<Words*>(second));
      const Vec r = _mm256_sqrt_ps(squaredRadius(w0));
      // cos theta = sin(pi y), sin theta = ± cos(pi y) with y = 1/2 - |theta| / pi in [-1/2, 1/2]: no quadrants.
      const Vec y = _mm256_fnmadd_ps(magnitude(w1), set(0x1p-31f), set(0.5f));
      const Vec y2 = _mm256_mul_ps(y, y), y4 = _mm256_mul_ps(y2, y2);
      const Vec s01 = fma(y2, set(-5.167709688f), set(3.141592637f));
      const Vec s23 = fma(y2, set(-0.5982423658f), set(2.550069773f));
      const Vec sine = fma(fma(set(0.0775608033f), y4, s23), y4, s01);
      const Vec c01 = fma(y2, set(-4.93479285f), set(1.0f));
      const Vec c23 = fma(y2, set(-1.33188094f), set(4.05841206f));
      const Vec cosine = fma(fma(set(0.2196981874f), y4, c23), y4, c01);
      _mm256_store_ps(first, _mm256_mul_ps(r, _mm256_mul_ps(y, sine)));
      const Vec sign = _mm256_and_ps(signBit, _mm256_castsi256_ps(w1));
      _mm256_store_ps(second, _mm256_mul_ps(r, _mm256_xor_ps(sign, cosine)));
    }
  }
}

// ---- Step: the article's variant of Kasdin's RK4; noise of the step's start in all four stages, a43 dropped.

constexpr float kA21 = 2.71644396264860f, kA31 = -6.95653259006152f, kA32 = 0.78313689457981f;
constexpr float kA42 = 0.48257353309214f;
constexpr float kA51 = 0.47012396888046f, kA52 = 0.36597075368373f, kA53 = 0.08906615686702f;
constexpr float kA54 = 0.07483912056879f;

/** k_i = dt f_i(x) + noise_i, where each gene is repressed by the next one of the ring. */
template <int N>
inline void stage(const Vec (&x)[N], const Vec (&noise)[N], Vec (&k)[N]) {
  for (int i = 0; i < N; ++i) {
    const Vec other = x[(i + 1) % N];
    const Vec p2 = _mm256_mul_ps(other, other);
    const Vec p4 = _mm256_mul_ps(p2, p2);
    const Vec hill = _mm256_div_ps(set(kDt * kKn), fma(p4, p2, set(kKn)));
    k[i] = _mm256_add_ps(hill, fma(x[i], set(-kGamma * kDt), noise[i]));
  }
}

/** Loop 3: one step of 256 paths, from the planes `from` to the planes `to`, each `stride` floats apart. */
template <int N>
inline void step(const float* from, size_t fromStride, const float* noisePlanes, float* to, size_t toStride,
                 int paths) {
  for (int i = 0; i < paths; i += kLanes) {
    Vec x[N], noise[N], y[N], k1[N], k2[N], k3[N], k4[N];
    for (int s = 0; s < N; ++s) {
      x[s] = _mm256_loadu_ps(from + s * fromStride + i);
      noise[s] = _mm256_mul_ps(x[s], _mm256_load_ps(noisePlanes + s * kBlock + i));
    }
    stage<N>(x, noise, k1);
    for (int s = 0; s < N; ++s) y[s] = fma(set(kA21), k1[s], x[s]);
    stage<N>(y, noise, k2);
    for (int s = 0; s < N; ++s) y[s] = fma(set(kA32), k2[s], fma(set(kA31), k1[s], x[s]));
    stage<N>(y, noise, k3);
    for (int s = 0; s < N; ++s) y[s] = fma(set(kA42), k2[s], x[s]);
    stage<N>(y, noise, k4);
    for (int s = 0; s < N; ++s) {
      const Vec low = fma(set(kA52), k2[s], fma(set(kA51), k1[s], x[s]));
      _mm256_storeu_ps(to + s * toStride + i, fma(set(kA54), k4[s], fma(set(kA53), k3[s], low)));
    }
  }
}

// ---- Summaries: mean, variance and histogram of each step and species.

/** Sums over paths of one step and species. The outer bins are paths below and above the histogram's range. */
struct Summary {
  double sum = 0, sumOfSquares = 0;
  uint32_t bins[kBins + 2] = {};
};

constexpr float kLow = 0.0f, kHigh = 1.2f;
constexpr float kBinsPerUnit = kBins / (kHigh - kLow);

/** Second sweep over a plane while it is in L1. Each lane has bins of its own, so that equal neighbours don't wait. */
inline void summarize(const float* plane, int paths, Summary& summary) {
  alignas(32) uint32_t index[kBlock];
  Vec sum = _mm256_setzero_ps(), squares = _mm256_setzero_ps();
  for (int i = 0; i < paths; i += kLanes) {
    const Vec x = _mm256_load_ps(plane + i);
    sum = _mm256_add_ps(sum, x);
    squares = fma(x, x, squares);
    const Vec place = fma(x, set(kBinsPerUnit), set(1.0f - kLow * kBinsPerUnit));
    const Vec inside = _mm256_min_ps(_mm256_max_ps(place, set(0.0f)), set(kBins + 1.0f));
    _mm256_store_si256(reinterpret_cast<Words*>(index + i), _mm256_cvttps_epi32(inside));
  }
  alignas(32) uint16_t bins[kLanes][64] = {};
  for (int i = 0; i < paths; i += kLanes) {
    for (int lane = 0; lane < kLanes; ++lane) ++bins[lane][index[i + lane]];
  }
  for (int lane = 1; lane < kLanes; ++lane) {
    for (int bin = 0; bin < 64; ++bin) bins[0][bin] += bins[lane][bin];
  }
  for (int bin = 0; bin < kBins + 2; ++bin) summary.bins[bin] += bins[0][bin];
  alignas(32) float lanes[2][kLanes];
  _mm256_store_ps(lanes[0], sum);
  _mm256_store_ps(lanes[1], squares);
  for (int lane = 0; lane < kLanes; ++lane) {
    summary.sum += lanes[0][lane];
    summary.sumOfSquares += lanes[1][lane];
  }
}

// ---- Blocks: all steps of 256 paths.

/** Either the trajectories [step][species][path] of all paths, or one thread's summaries. */
struct Target {
  float* trajectories;
  size_t paths;
  Summary* summaries;
};

template <typename Model>
void simulateBlock(size_t block, const Target& target) {
  constexpr int N = Model::species;
  const size_t first = block * kBlock;
  const PathRounds pathRounds(first);
  alignas(64) float noise[kChunk * N * kBlock];
  alignas(64) float state[2][N * kBlock];
  const int paths = int(std::min<size_t>(kBlock, target.paths - first));

  for (int s = 0; s < N; ++s) std::fill_n(state[0] + s * kBlock, kBlock, Model::initial[s]);
  const float* from = state[0];
  size_t fromStride = kBlock;
  for (int start = 0; start < kSteps; start += kChunk) {
    const int steps = std::min(kChunk, kSteps - start);
    const int philoxBlocks = (steps * N + 3) / 4;
    for (int b = 0; b < philoxBlocks; ++b) {
      fillWords(noise + b * 4 * kBlock, pathRounds, first, uint32_t(start * N / 4 + b));
    }
    wordsToNoise(noise, philoxBlocks * 2);
    for (int n = 0; n < steps; ++n) {
      const int now = start + n;
      const bool keep = target.trajectories != nullptr;
      float* to = keep ? target.trajectories + size_t(now) * N * target.paths + first : state[(now + 1) & 1];
      const size_t toStride = keep ? target.paths : kBlock;
      step<N>(from, fromStride, noise + n * N * kBlock, to, toStride, paths);
      from = to;
      fromStride = toStride;
      if (keep) continue;
      for (int s = 0; s < N; ++s) summarize(to + s * kBlock, paths, target.summaries[now * N + s]);
    }
  }
}

// ---- Threads.

/** Workers that stay alive between runs; the calling thread is the first of them. */
class Pool {
 public:
  explicit Pool(int threads) {
    for (int t = 1; t < threads; ++t) workers_.emplace_back([this, t] { serve(t); });
  }

  ~Pool() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    for (auto& worker : workers_) worker.join();
  }

  /** Calls work(thread) once on each thread and waits for all. */
  void run(const std::function<void(int)>& work) {
    {
      std::lock_guard lock(mutex_);
      work_ = &work;
      busy_ = int(workers_.size());
      ++round_;
    }
    wake_.notify_all();
    work(0);
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return busy_ == 0; });
  }

 private:
  void serve(int thread) {
    for (uint64_t seen = 0;;) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stopping_ || round_ != seen; });
      if (stopping_) return;
      seen = round_;
      const auto& work = *work_;
      lock.unlock();
      work(thread);
      lock.lock();
      if (--busy_ == 0) done_.notify_one();
    }
  }

  std::vector<std::thread> workers_;
  std::mutex mutex_;
  std::condition_variable wake_, done_;
  const std::function<void(int)>* work_ = nullptr;
  uint64_t round_ = 0;
  int busy_ = 0;
  bool stopping_ = false;
};

// ---- Workloads and the line protocol.

class Workload {
 public:
  virtual ~Workload() = default;
  virtual double run(int threads) = 0;
  virtual void printStats(std::ostream& out) const = 0;
  virtual void printPlane(std::ostream& out, size_t step, size_t species) const = 0;
};

template <typename Model>
class Ensemble : public Workload {
 public:
  /** Takes whole vectors of paths only: a multiple of eight. */
  Ensemble(size_t paths, bool keepTrajectories) : paths_(paths / kLanes * kLanes) {
    if (!keepTrajectories) return;
    const size_t size = size_t(kSteps) * Model::species * paths_;
    trajectories_.reset(new (std::align_val_t(64)) float[size]());
  }

  double run(int threads) override {
    if (pool_ == nullptr || threads != threads_) {
      pool_ = std::make_unique<Pool>(threads);
      threads_ = threads;
    }
    const auto start = std::chrono::steady_clock::now();
    const bool keep = trajectories_ != nullptr;
    if (!keep) partial_.assign(threads, std::vector<Summary>(kSteps * Model::species));
    const size_t blocks = (paths_ + kBlock - 1) / kBlock;
    std::atomic<size_t> next{0};
    pool_->run([&](int thread) {
      const Target target{trajectories_.get(), paths_, keep ? nullptr : partial_[thread].data()};
      for (size_t block; (block = next.fetch_add(1)) < blocks;) simulateBlock<Model>(block, target);
    });
    if (!keep) merge();
    const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - start;
    return elapsed.count();
  }

  void printStats(std::ostream& out) const override {
    if (total_.empty()) {
      out << "error: no summaries\n";
      return;
    }
    for (int now = 0; now < kSteps; ++now) {
      for (int s = 0; s < Model::species; ++s) {
        const Summary& summary = total_[now * Model::species + s];
        const double mean = summary.sum / paths_;
        out << (now + s == 0 ? "[" : ",") << "{\"mean\":" << mean
            << ",\"variance\":" << (summary.sumOfSquares - paths_ * mean * mean) / (paths_ - 1) << ",\"histogram\":[";
        for (int bin = 0; bin < kBins + 2; ++bin) out << (bin == 0 ? "" : ",") << summary.bins[bin];
        out << "]}";
      }
    }
    out << "]\n";
  }

  void printPlane(std::ostream& out, size_t step, size_t species) const override {
    if (trajectories_ == nullptr || step >= kSteps || species >= Model::species) {
      out << "error: no such plane\n";
      return;
    }
    const float* plane = trajectories_.get() + (step * Model::species + species) * paths_;
    for (size_t path = 0; path < paths_; ++path) out << (path == 0 ? '[' : ',') << plane[path];
    out << "]\n";
  }

 private:
  void merge() {
    total_.assign(kSteps * Model::species, Summary{});
    for (const auto& part : partial_) {
      for (size_t i = 0; i < total_.size(); ++i) {
        total_[i].sum += part[i].sum;
        total_[i].sumOfSquares += part[i].sumOfSquares;
        for (int bin = 0; bin < kBins + 2; ++bin) total_[i].bins[bin] += part[i].bins[bin];
      }
    }
  }

  size_t paths_;
  int threads_ = 0;
  struct AlignedDelete {
    void operator()(float* data) const { ::operator delete[](data, std::align_val_t(64)); }
  };
  std::unique_ptr<float[], AlignedDelete> trajectories_;  // whole vectors at 64 bytes: split stores cost 0.6 ms of W1
  std::vector<std::vector<Summary>> partial_;
  std::vector<Summary> total_;
  std::unique_ptr<Pool> pool_;
};

/** `paths` of 0 for the workload's own number. */
std::unique_ptr<Workload> makeWorkload(const std::string& name, size_t paths) {
  if (name == "W1") return std::make_unique<Ensemble<Switch>>(paths ? paths : 50'000, true);
  if (name == "W2") return std::make_unique<Ensemble<Repressilator>>(paths ? paths : 25'000, true);
  if (name == "W3") return std::make_unique<Ensemble<Switch>>(paths ? paths : 5'000'000, false);
  std::cerr << "unknown workload \"" << name << "\": expected W1, W2 or W3\n";
  std::exit(2);
}

void printPhilox(std::istream& in, std::ostream& out) {
  uint32_t c[4], k[2];
  in >> std::hex >> c[0] >> c[1] >> c[2] >> c[3] >> k[0] >> k[1];
  Counter result{_mm256_set1_epi64x(c[0]), _mm256_set1_epi64x(c[1]), _mm256_set1_epi64x(c[2]),
                 _mm256_set1_epi64x(c[3])};
  philoxRounds(result, k[0], k[1], 0);
  out << std::hex;
  for (const Words word : {result.c0, result.c1, result.c2, result.c3}) {
    out << uint32_t(_mm256_extract_epi32(word, 0)) << ' ';
  }
  out << std::dec << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  const auto workload = makeWorkload(argc > 1 ? argv[1] : "", argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 0);
  std::cout.precision(9);
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream in(line);
    std::string command;
    in >> command;
    if (command == "run") {
      int threads = 1;
      in >> threads;
      std::cout << workload->run(threads) << '\n';
    } else if (command == "stats") {
      workload->printStats(std::cout);
    } else if (command == "plane") {
      size_t step = 0, species = 0;
      in >> step >> species;
      workload->printPlane(std::cout, step, species);
    } else if (command == "philox") {
      printPhilox(in, std::cout);
    } else {
      std::cout << "error: unknown command\n";
    }
    std::cout.flush();
  }
}
