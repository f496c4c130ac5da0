// classifier - one hidden layer with the weights that the build learned from the font.
#include "kiosk/capture/mrz/classifier.hpp"

#include <algorithm>

#include <ocr_b_weights.inc>

namespace vestibule::capture::mrz {
namespace {

template <int inputs, int outputs>
void layer(const float* weights, const float* input, float* output) {
    for (int unit = 0; unit < outputs; ++unit) {
        const float* w = weights + unit * (inputs + 1);
        // Eight sums, so that the compiler may add in parallel.
        std::array<float, 8> sums{};
        for (int at = 0; at < inputs; at += 8) {
            for (int lane = 0; lane < 8; ++lane)
                sums[static_cast<std::size_t>(lane)] += w[at + lane] * input[at + lane];
        }
        float sum = w[inputs];
        for (const float part : sums) sum += part;
        output[unit] = sum;
    }
}
static_assert(cell_pixels % 8 == 0 && hidden_units % 8 == 0);

}  // namespace

LogShares classify(const Cell& cell) {
    std::array<float, hidden_units> hidden{};
    LogShares out{};
    layer<cell_pixels, hidden_units>(hidden_weights, cell.data(), hidden.data());
    for (float& value : hidden) value = std::max(0.0F, value);
    layer<hidden_units, classes>(output_weights, hidden.data(), out.data());
    const float top = *std::max_element(out.begin(), out.end());
    float sum = 0;
    for (const float value : out) sum += std::exp(value - top);
    const float total = top + std::log(sum);
    for (float& value : out) value -= total;
    return out;
}

}  // namespace vestibule::capture::mrz
