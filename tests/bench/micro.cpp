// micro - `vestibule-bench-micro`: the parts that run for every frame and every touch, one at a time.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <vector>

#include "kiosk/capture/capture.hpp"
#include "kiosk/capture/jpeg.hpp"
#include "kiosk/journey/journey.hpp"

namespace {

using namespace vestibule;

constexpr int kWidth_px = 1280, kHeight_px = 720, kQuality_percent = 85;

/// A camera's frame with soft shades and hard edges, as a document on a desk has.
const privacy::SecretBytes& frame() {
    static const privacy::SecretBytes bytes = [] {
        std::vector<std::uint8_t> bgr(static_cast<std::size_t>(kWidth_px) * kHeight_px * 3);
        for (int y = 0; y < kHeight_px; ++y) {
            for (int x = 0; x < kWidth_px; ++x) {
                const bool ink = (x / 9 + y / 14) % 5 == 0 && x > 300 && x < 980 && y > 150 && y < 570;
                const double shade = 150 + 60 * std::sin(x * 0.004) * std::cos(y * 0.006);
                for (int c = 0; c < 3; ++c) {
                    bgr[(static_cast<std::size_t>(y) * kWidth_px + x) * 3 + c] =
                        static_cast<std::uint8_t>(ink ? 40 : shade + 10 * c);
                }
            }
        }
        auto packed = capture::encode_jpeg(bgr, {kWidth_px, kHeight_px}, kQuality_percent);
        if (!packed) std::abort();
        return std::move(packed).value();
    }();
    return bytes;
}

/// Eighths of the frame: between 8 and 4 libjpeg's arithmetic is not vectorised, so smaller is not always cheaper.
void preview_decoded(benchmark::State& state) {
    const auto eighths = static_cast<int>(state.range(0));
    const auto& bytes = frame().reveal();
    const capture::PictureView view{capture::Encoding::Jpeg, kWidth_px, kHeight_px, {bytes.data(), bytes.size()}};
    capture::Pixels pixels;
    for (auto _ : state) {
        if (!capture::decode_for_drawing(view, kWidth_px * eighths / 8, kHeight_px * eighths / 8, false, pixels)) {
            state.SkipWithError("the frame cannot be decoded");
        }
        benchmark::DoNotOptimize(pixels.argb.data());
    }
}
BENCHMARK(preview_decoded)->DenseRange(4, 8)->Unit(benchmark::kMillisecond);

void journey_step(benchmark::State& state) {
    const journey::State welcome;
    for (auto _ : state) benchmark::DoNotOptimize(journey::step(welcome, {.kind = journey::EventKind::Continue}));
}
BENCHMARK(journey_step);

}  // namespace

BENCHMARK_MAIN();
