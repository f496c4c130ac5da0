// reads - the same scenes as elsewhere at one and a half times their size, from sharp and near to hopeless.
#include "tests/capture/score/reads.hpp"

#include <fmt/format.h>

#include <opencv2/imgproc.hpp>

#include "kiosk/capture/barcode.hpp"
#include "kiosk/capture/find.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::score {
namespace {

constexpr double most_blur_modules = 0.5, least_module_px = 1.75;
constexpr double larger = 1.5;  // 1080p against 720p

/// A licence's back in any scene but an empty one.
Shot back_of(Family family, std::uint64_t& seed, Random& random, Prints& prints) {
    for (;; ++seed) {
        const Set set = random.pick(std::array{Set::Clean, Set::White, Set::Clutter, Set::Fingers, Set::LowLight});
        Shot shot = scene(set, family, seed, prints);
        if (shot.print->kind != Kind::Back) continue;
        shot.camera.size = {static_cast<int>(shot.camera.size.width * larger),
                            static_cast<int>(shot.camera.size.height * larger)};
        shot.camera.focal_px *= larger;
        cv::resize(shot.surface, shot.surface, shot.camera.size, 0, 0, cv::INTER_CUBIC);
        shot.defocus_px = random.between(0.7, 2.6);
        ++seed;
        return shot;
    }
}

}  // namespace

Reads score_reads(std::uint64_t first_seed, int frames, Prints& prints) {
    Reads out;
    capture::Images images;
    for (const Family family : {Family::Tuned, Family::Held}) {
        std::uint64_t seed = first_seed + 20'000;
        Random random(first_seed * 77 + static_cast<std::uint64_t>(family));
        for (int frame = 0; frame < frames; ++frame, ++out.frames) {
            const Shot shot = back_of(family, seed, random, prints);
            const Exposed exposed = expose(shot);
            const capture::PictureView view{.encoding = capture::Encoding::Jpeg,
                                            .width_px = exposed.picture.cols,
                                            .height_px = exposed.picture.rows,
                                            .bytes = exposed.jpeg};
            if (!capture::make_images(view, images)) continue;
            const auto found =
                capture::Finder(capture::limits::assumed_focal_share).find(images, capture::limits::id1_aspect);
            const bool decodable = exposed.truth.blur_mm <= most_blur_modules * shot.print->module_mm &&
                                   exposed.truth.px_per_mm * shot.print->module_mm >= least_module_px;
            std::string text;
            if (found) {
                const auto code = capture::read_pdf417(images.grey, found->corners, capture::Effort::Live);
                text = std::string(privacy::view(code.bytes));
            }
            const bool right = text == shot.print->code;
            out.wrong += !text.empty() && !right ? 1 : 0;
            (decodable ? out.decodable : out.beyond) += 1;
            (decodable ? out.read : out.beyond_read) += right ? 1 : 0;
        }
    }
    return out;
}

std::string reads_table(const Reads& reads) {
    return fmt::format(
        "## Codes in single frames of 1080p, in all kinds of scenes\n\n| what | figure |\n|---|---|\n| read, of the "
        "decodable | {} of {}, {:.1f} % |\n| read, of those beyond the rule | {} of {} |\n| read as another text | {} "
        "of {} |\n\n",
        reads.read, reads.decodable, 100.0 * reads.read / std::max(1, reads.decodable), reads.beyond_read, reads.beyond,
        reads.wrong, reads.frames);
}

int below_pins(const Reads& reads, std::string& page) {
    int red = 0;
    if (reads.wrong > 0) page += "RED: a code was read as another text\n", ++red;
    if (reads.read * 8 < reads.decodable * 7)
        page += "RED: fewer than seven eighths of the decodable codes read\n", ++red;
    return red;
}

}  // namespace vestibule::score
