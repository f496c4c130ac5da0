// classifier - one hidden layer with the weights that the build learned from the font.
#include "kiosk/capture/mrz/classifier.hpp"

#include <algorithm>
#include <cstdint>

#include <ocr_b_weights.inc>

namespace vestibule::capture::mrz {
namespace {

// Whole numbers: every processor multiplies eight or more pairs of them at once. A cell's values reach 8 and the
// weights 2, so that neither they nor their sums of 384 products overflow.
constexpr float cell_scale = 256, weight_scale = 2048;
constexpr float largest_value = 8, largest_weight = 2;

struct Weights {
    alignas(64) std::array<std::int16_t, hidden_units * cell_pixels> hidden{};
    std::array<float, hidden_units> bias{};
};

Weights whole_numbers() {
    Weights weights;
    for (std::size_t unit = 0; unit < hidden_units; ++unit) {
        const float* row = hidden_weights + unit * (cell_pixels + 1);
        for (std::size_t at = 0; at < cell_pixels; ++at) {
            const float bounded = std::clamp(row[at], -largest_weight, largest_weight);
            weights.hidden[unit * cell_pixels + at] = static_cast<std::int16_t>(std::lround(bounded * weight_scale));
        }
        weights.bias[unit] = row[cell_pixels];
    }
    return weights;
}

void hidden_layer(const Weights& weights, const std::int16_t* cell, float* out) {
    for (std::size_t unit = 0; unit < hidden_units; ++unit) {
        const std::int16_t* row = weights.hidden.data() + unit * cell_pixels;
        std::int32_t sum = 0;
        for (std::size_t at = 0; at < cell_pixels; ++at) {
            sum += static_cast<std::int32_t>(row[at]) * static_cast<std::int32_t>(cell[at]);
        }
        out[unit] = std::max(0.0F, static_cast<float>(sum) / (cell_scale * weight_scale) + weights.bias[unit]);
    }
}

void output_layer(const float* hidden, float* out) {
    for (std::size_t unit = 0; unit < classes; ++unit) {
        const float* row = output_weights + unit * (hidden_units + 1);
        float sum = row[hidden_units];
        for (std::size_t at = 0; at < hidden_units; ++at) sum += row[at] * hidden[at];
        out[unit] = sum;
    }
}

}  // namespace

LogShares classify(const Cell& cell) {
    static const Weights weights = whole_numbers();
    std::array<std::int16_t, cell_pixels> whole;
    for (std::size_t at = 0; at < cell_pixels; ++at) {
        const float bounded = std::min(largest_value, std::max(-largest_value, cell[at]));
        whole[at] = static_cast<std::int16_t>(static_cast<int>(bounded * cell_scale));
    }
    std::array<float, hidden_units> hidden;
    LogShares out{};
    hidden_layer(weights, whole.data(), hidden.data());
    output_layer(hidden.data(), out.data());
    const float top = *std::max_element(out.begin(), out.end());
    float sum = 0;
    for (const float value : out) sum += std::exp(value - top);
    const float total = top + std::log(sum);
    for (float& value : out) value -= total;
    return out;
}

}  // namespace vestibule::capture::mrz
