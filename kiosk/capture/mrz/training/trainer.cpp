// trainer - learns to read OCR-B from the font itself while the house is built; writes the weights as a C++ table.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <random>
#include <vector>

#include "kiosk/capture/mrz/cell.hpp"
#include "kiosk/capture/mrz/training/glyph_source.hpp"

namespace {

using namespace vestibule::capture::mrz;

constexpr unsigned seed = 9303;
constexpr int steps = 14000, batch = 32;  // about 40 s; twice as many gain less than 0.2 %
constexpr float none_share = 0.14F;       // of the drawn cells: there are many ways of being no character
constexpr float first_rate = 2e-3F, last_rate = 5e-5F;

class Random {
public:
    float between(float low, float high) { return low + (high - low) * unit_(engine_); }
    int below(int limit) { return static_cast<int>(engine_() % static_cast<unsigned>(limit)); }
    float normal() { return normal_(engine_); }
    bool chance(float share) { return unit_(engine_) < share; }

private:
    std::mt19937 engine_{seed};
    std::uniform_real_distribution<float> unit_{0, 1};
    std::normal_distribution<float> normal_{0, 1};
};

void blur(Cell& cell, float sigma) {
    std::vector<float> kernel;
    const int reach = std::max(1, static_cast<int>(std::ceil(2.5F * sigma)));
    float sum = 0;
    for (int at = -reach; at <= reach; ++at) {
        kernel.push_back(std::exp(-static_cast<float>(at * at) / (2 * sigma * sigma)));
        sum += kernel.back();
    }
    for (float& value : kernel) value /= sum;
    const auto pass = [&](int across, int down) {
        const Cell from = cell;
        for (int y = 0; y < cell_height; ++y) {
            for (int x = 0; x < cell_width; ++x) {
                float value = 0;
                for (int at = -reach; at <= reach; ++at) {
                    const int px = std::clamp(x + at * across, 0, cell_width - 1);
                    const int py = std::clamp(y + at * down, 0, cell_height - 1);
                    value += kernel[static_cast<std::size_t>(at + reach)] *
                             from[static_cast<std::size_t>(py * cell_width + px)];
                }
                cell[static_cast<std::size_t>(y * cell_width + x)] = value;
            }
        }
    };
    pass(1, 0);
    pass(0, 1);
}

/// As a sensor with few pixels a character saw it, enlarged again.
void coarsen(Cell& cell, Random& random) {
    const float step = random.between(1.2F, 3.0F);
    const float off_x = random.between(0, step), off_y = random.between(0, step);
    const Cell from = cell;
    const auto from_at = [&](float x, float y) {
        const int px = std::clamp(static_cast<int>(std::lround(x)), 0, cell_width - 1);
        const int py = std::clamp(static_cast<int>(std::lround(y)), 0, cell_height - 1);
        return from[static_cast<std::size_t>(py * cell_width + px)];
    };
    for (int y = 0; y < cell_height; ++y) {
        for (int x = 0; x < cell_width; ++x) {
            const float gx = (static_cast<float>(x) - off_x) / step, gy = (static_cast<float>(y) - off_y) / step;
            const float x0 = std::floor(gx), y0 = std::floor(gy), fx = gx - x0, fy = gy - y0;
            const auto grid = [&](float ix, float iy) { return from_at(ix * step + off_x, iy * step + off_y); };
            cell[static_cast<std::size_t>(y * cell_width + x)] =
                (grid(x0, y0) * (1 - fx) + grid(x0 + 1, y0) * fx) * (1 - fy) +
                (grid(x0, y0 + 1) * (1 - fx) + grid(x0 + 1, y0 + 1) * fx) * fy;
        }
    }
}

/// The edge of a shadow, of a coloured band or of the page runs through the cell.
void shade(Cell& cell, float contrast, Random& random) {
    const float angle = random.chance(0.5F) ? random.normal() * 0.1F : 1.5708F + random.normal() * 0.1F;
    const float from = random.between(-10, 10), soft = random.between(0.5F, 6);
    const float step = random.normal() * 0.3F * contrast;
    for (int y = 0; y < cell_height; ++y) {
        for (int x = 0; x < cell_width; ++x) {
            const float along = (static_cast<float>(x) - cell_width / 2.0F) * std::cos(angle) +
                                (static_cast<float>(y) - cell_height / 2.0F) * std::sin(angle) - from;
            cell[static_cast<std::size_t>(y * cell_width + x)] += step / (1 + std::exp(-along / soft));
        }
    }
}

constexpr std::string_view same_on_head = "0O8HINSXZ1695";

/// A cell with `label` in its middle and other characters beside it; or something else, for the class of none.
void draw(const GlyphSource& font, int label, Random& random, Cell& cell) {
    const bool none = label == glyphs;
    bool on_head = false;
    const int weight = random.below(font.weights());
    int shown[3] = {random.below(glyphs), none ? random.below(glyphs) : label, random.below(glyphs)};
    // Upside down these are characters themselves, or nearly.
    while (none && same_on_head.find(alphabet[static_cast<std::size_t>(shown[1])]) != std::string_view::npos)
        shown[1] = random.below(glyphs);
    for (int side = 0; side < 3; side += 2) {
        if (random.chance(0.35F)) shown[side] = glyphs - 1;  // fillers are what stands beside most characters
        if (random.chance(0.12F)) shown[side] = -1;          // the end of a line
    }
    float shift_x = random.normal() * 0.9F, shift_y = random.normal() * 1.1F;
    float scale_x = random.between(0.90F, 1.10F), scale_y = random.between(0.86F, 1.14F);
    if (none) {
        const int kind = random.below(6);
        on_head = kind >= 4;
        if (kind == 0) shown[0] = shown[1] = shown[2] = -1;
        if (kind == 1) shift_x = (random.chance(0.5F) ? 1.0F : -1.0F) * random.between(6.0F, 8.0F);
        if (kind == 2) shift_y = (random.chance(0.5F) ? 1.0F : -1.0F) * random.between(9.0F, 14.0F);
        if (kind == 3) scale_y = random.between(0.3F, 0.5F), scale_x = random.between(0.3F, 0.5F);
    }
    const float turn = random.normal() * 0.03F, slant = random.normal() * 0.05F;
    const float to_mask_x = GlyphMask::pitch_px / static_cast<float>(cell_width) / scale_x;
    const float to_mask_y = font.cap_height_px() / cap_rows / scale_y;
    for (int y = 0; y < cell_height; ++y) {
        for (int x = 0; x < cell_width; ++x) {
            float ink = 0;
            for (int sub = 0; sub < 4; ++sub) {
                const float cx = static_cast<float>(x) + 0.25F + 0.5F * static_cast<float>(sub % 2) - cell_width / 2.0F;
                const float cy =
                    static_cast<float>(y) + 0.25F + 0.5F * static_cast<float>(sub / 2) - cell_height / 2.0F;
                const float upright = on_head ? -1.0F : 1.0F;
                const float rx = upright * (cx - shift_x + (turn + slant) * (cy - shift_y));
                const float ry = upright * (cy - shift_y - turn * cx);
                for (int side = -1; side <= 1; ++side) {
                    if (shown[side + 1] < 0) continue;
                    ink += font.glyph(shown[side + 1], weight)
                               .at(rx * to_mask_x - static_cast<float>(side * GlyphMask::pitch_px), ry * to_mask_y);
                }
            }
            cell[static_cast<std::size_t>(y * cell_width + x)] = std::min(1.0F, ink / 4);
        }
    }
    blur(cell, random.between(0.35F, 2.3F));
    if (random.chance(0.4F)) coarsen(cell, random);
    const float contrast = random.between(30, 200), noise = random.between(0, 0.13F) * contrast;
    const float slope_x = random.normal() * 0.012F * contrast, slope_y = random.normal() * 0.012F * contrast;
    const float wave = random.chance(0.4F) ? random.between(0, 0.12F) * contrast : 0;  // guilloche under the print
    const float wave_x = random.normal() * 0.5F, wave_y = random.normal() * 0.5F, phase = random.between(0, 6);
    for (int y = 0; y < cell_height; ++y) {
        for (int x = 0; x < cell_width; ++x) {
            float& value = cell[static_cast<std::size_t>(y * cell_width + x)];
            const auto fx = static_cast<float>(x), fy = static_cast<float>(y);
            value = value * contrast + noise * random.normal() + slope_x * fx + slope_y * fy +
                    wave * std::sin(wave_x * fx + wave_y * fy + phase);
        }
    }
    if (random.chance(0.12F)) shade(cell, contrast, random);
    normalize(cell);
}

/// One layer's weights with the moments of Adam.
struct Layer {
    int in, out;
    std::vector<float> weight, grad, first, second;
    Layer(int inputs, int outputs, Random& random) : in(inputs), out(outputs) {
        weight.resize(static_cast<std::size_t>((in + 1) * out));
        grad = first = second = std::vector<float>(weight.size(), 0);
        const float scale = std::sqrt(2.0F / static_cast<float>(in));
        for (int at = 0; at < in * out; ++at) weight[static_cast<std::size_t>(at)] = random.normal() * scale;
    }
    [[nodiscard]] float* row(std::vector<float>& of, int unit) const { return of.data() + unit * (in + 1); }
    void forward(const float* input, float* output) {
        for (int unit = 0; unit < out; ++unit) {
            const float* w = row(weight, unit);
            float sum = w[in];
            for (int at = 0; at < in; ++at) sum += w[at] * input[at];
            output[unit] = sum;
        }
    }
    void backward(const float* input, const float* error, float* input_error) {
        if (input_error != nullptr) std::fill(input_error, input_error + in, 0.0F);
        for (int unit = 0; unit < out; ++unit) {
            const float* w = row(weight, unit);
            float* g = row(grad, unit);
            const float e = error[unit];
            if (e == 0) continue;
            for (int at = 0; at < in; ++at) g[at] += e * input[at];
            g[in] += e;
            if (input_error != nullptr) {
                for (int at = 0; at < in; ++at) input_error[at] += e * w[at];
            }
        }
    }
    void learn(float rate, int step) {
        const float fix1 = 1 - std::pow(0.9F, static_cast<float>(step)),
                    fix2 = 1 - std::pow(0.999F, static_cast<float>(step));
        for (std::size_t at = 0; at < weight.size(); ++at) {
            const float g = grad[at] / batch + 1e-5F * weight[at];
            first[at] = 0.9F * first[at] + 0.1F * g;
            second[at] = 0.999F * second[at] + 0.001F * g * g;
            weight[at] -= rate * (first[at] / fix1) / (std::sqrt(second[at] / fix2) + 1e-7F);
            grad[at] = 0;
        }
    }
};

void write(const Layer& layer, const char* name, std::ofstream& out) {
    out << "constexpr float " << name << "[] = {";
    char number[24];
    for (std::size_t at = 0; at < layer.weight.size(); ++at) {
        std::snprintf(number, sizeof number, "%s%.5gF,", at % 12 == 0 ? "\n" : "",
                      static_cast<double>(layer.weight[at]) + 1e-12);
        // "1F" is no literal of C++.
        std::string text = number;
        if (text.find_first_of(".e") == std::string::npos) text.insert(text.find('F'), ".0");
        out << text;
    }
    out << "\n};\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 64;
    Random random;
    const GlyphSource font(argv[1], 6);
    Layer hidden(cell_pixels, hidden_units, random), output(hidden_units, classes, random);
    int right = 0, seen = 0;
    for (int step = 1; step <= steps; ++step) {
        for (int sample = 0; sample < batch; ++sample) {
            const int label = random.chance(none_share) ? glyphs : random.below(glyphs);
            Cell cell;
            draw(font, label, random, cell);
            float h[hidden_units], o[classes], h_error[hidden_units];
            hidden.forward(cell.data(), h);
            for (float& value : h) value = std::max(0.0F, value);
            output.forward(h, o);
            const float top = *std::max_element(o, o + classes);
            if (step > steps - 300) seen++, right += o[label] == top;
            float sum = 0;
            for (float& value : o) sum += value = std::exp(value - top);
            for (int at = 0; at < classes; ++at) o[at] = o[at] / sum - (at == label ? 1.0F : 0.0F);
            output.backward(h, o, h_error);
            for (int at = 0; at < hidden_units; ++at) h_error[at] = h[at] > 0 ? h_error[at] : 0;
            hidden.backward(cell.data(), h_error, nullptr);
        }
        const float rate = first_rate * std::pow(last_rate / first_rate, static_cast<float>(step) / steps);
        hidden.learn(rate, step);
        output.learn(rate, step);
    }
    std::printf("OCR-B: %.2f %% of the last drawn characters read\n", 100.0 * right / seen);
    std::ofstream out(argv[2]);
    out << "// ocr_b_weights - written by the trainer.\n";
    write(hidden, "hidden_weights", out);
    write(output, "output_weights", out);
    return out ? 0 : 1;
}
