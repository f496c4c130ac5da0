// colour_sign - the mean colour while each tint is shown, against the tints: a correlation, and what it stands out of.
#include "kiosk/capture/colour_sign.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace vestibule::capture {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr std::array tints = {Tint{1, 0.45F, 0.45F}, Tint{0.4F, 1, 0.45F}, Tint{0.4F, 0.5F, 1}, Tint{1, 1, 1}};
constexpr int shown_tints = 7;
constexpr milliseconds each{360};     // three changes in 1.08 s
// From asking for a tint to the first frame that it lit: the window's next painting, the display, the camera's queue; a
// busy machine takes the longest of it. It is the same for all tints of one challenge.
constexpr milliseconds longest_lag{800}, lag_step{40}, settles{60};
constexpr std::size_t least_frames = 2, least_spans = 5;
constexpr double unclear_ratio = 1, plain_ratio = 6;  // of the answer's size and the noise within one tint
constexpr float most_confidence = 0.7F;               // a good film of an answer is conceivable: never sure
// Changes that do not follow the tints are somebody's movement, or a machine too busy to show them in time: not known.
constexpr double no_match = 0.2, plain_match = 0.7;
constexpr double darkest = 12, brightest = 245;       // grey levels: without colour, and burnt out

/// Two numbers that say which colour it is, whatever the light's strength.
cv::Vec2d hue_of(const Tint& tint) {
    const double sum = static_cast<double>(tint.red) + tint.green + tint.blue;
    if (sum <= 0) return {0, 0};
    return {tint.red / sum, tint.blue / sum};
}

struct Span {
    cv::Vec2d shown, seen;
    double noise = 0;  ///< of the mean
};

std::vector<Span> spans_of(std::span<const ShownTint> shown, std::span<const SeenTint> seen, milliseconds lag) {
    std::vector<Span> spans;
    for (std::size_t at = 0; at + 1 < shown.size(); ++at) {
        cv::Vec2d sum(0, 0), squares(0, 0);
        double count = 0;
        for (const SeenTint& one : seen) {
            if (one.taken < shown[at].since + lag + settles || one.taken >= shown[at + 1].since + lag) continue;
            const cv::Vec2d hue = hue_of(one.tint);
            sum += hue, squares += hue.mul(hue), count += 1;
        }
        if (count < least_frames) continue;
        const cv::Vec2d mean = sum / count, spread = squares / count - mean.mul(mean);
        spans.push_back({hue_of(shown[at].tint), mean, std::max(0.0, spread[0] + spread[1]) / count});
    }
    return spans;
}

/// How well the answer follows with one lag, and how far it stands out of the frames' own noise.
struct Match {
    double alike = 0, ratio = 0;
};

Match match_of(const std::vector<Span>& spans) {
    const auto count = static_cast<double>(spans.size());
    cv::Vec2d shown_mean(0, 0), seen_mean(0, 0);
    double noise = 0;
    for (const Span& span : spans)
        shown_mean += span.shown / count, seen_mean += span.seen / count, noise += span.noise;
    double both = 0, of_shown = 0, of_seen = 0;
    for (const Span& span : spans) {
        const cv::Vec2d a = span.shown - shown_mean, b = span.seen - seen_mean;
        both += a.dot(b), of_shown += a.dot(a), of_seen += b.dot(b);
    }
    if (of_shown <= 0 || of_seen <= 0) return {};
    return {both / std::sqrt(of_shown * of_seen), std::sqrt(of_seen / (noise + 1e-9))};
}

}  // namespace

std::vector<ShownTint> colour_challenge(std::uint64_t secret, nanoseconds begin) {
    std::vector<ShownTint> shown;
    std::size_t last = tints.size();
    for (int at = 0; at < shown_tints; ++at) {
        // Never the same twice in a row: each step is a change that can be answered.
        std::size_t next = static_cast<std::size_t>(secret % (last < tints.size() ? tints.size() - 1 : tints.size()));
        secret = secret / 5 * 6364136223846793005U + 1442695040888963407U;
        secret ^= secret >> 29U;
        if (last < tints.size() && next >= last) ++next;
        shown.push_back({begin + at * each, tints[next]});
        last = next;
    }
    shown.push_back({begin + shown_tints * each, {1, 1, 1}});
    return shown;
}

std::optional<SeenTint> face_tint(const cv::Mat& bgr, const cv::Rect2f& face, nanoseconds taken) {
    // Forehead to chin without hair and background.
    const cv::Rect inner =
        cv::Rect(static_cast<int>(face.x + face.width * 0.25F), static_cast<int>(face.y + face.height * 0.2F),
                 static_cast<int>(face.width * 0.5F), static_cast<int>(face.height * 0.65F)) &
        cv::Rect(cv::Point(), bgr.size());
    if (inner.width < 8 || inner.height < 8) return std::nullopt;
    const cv::Scalar mean = cv::mean(bgr(inner));
    const double most = std::max({mean[0], mean[1], mean[2]});
    if (most < darkest || most > brightest) return std::nullopt;
    const auto share = [](double level) { return static_cast<float>(level / 255); };
    return SeenTint{taken, {share(mean[2]), share(mean[1]), share(mean[0])}};
}

Signal colour_answer(std::span<const ShownTint> shown, std::span<const SeenTint> seen) {
    Signal signal{.sign = Sign::ColourAnswer};
    Match best;
    for (milliseconds lag{0}; lag <= longest_lag; lag += lag_step) {
        const std::vector<Span> spans = spans_of(shown, seen, lag);
        if (spans.size() < least_spans) continue;
        const Match match = match_of(spans);
        if (match.alike * match.ratio > best.alike * best.ratio || best.ratio == 0) best = match;
    }
    signal.strength = static_cast<float>(std::clamp(best.alike, 0.0, 1.0));
    const double clear = std::clamp((best.ratio - unclear_ratio) / (plain_ratio - unclear_ratio), 0.0, 1.0);
    const double follows = std::clamp((best.alike - no_match) / (plain_match - no_match), 0.0, 1.0);
    signal.confidence = most_confidence * static_cast<float>(clear * follows);
    return signal;
}

}  // namespace vestibule::capture
