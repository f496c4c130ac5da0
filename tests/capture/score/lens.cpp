// lens - projection, movement while the shutter is open, mirrored lamps, fingers, defocus, noise.
#include "tests/capture/score/lens.hpp"

#include <opencv2/imgproc.hpp>

#include "drivers/camera/simulated/jpeg.hpp"

namespace vestibule::score {
namespace {

using drivers::simulated::colour;
using drivers::simulated::mix;

cv::Matx33d rotation(const Pose& pose) {
    const double cp = std::cos(pose.pitch), sp = std::sin(pose.pitch), cy = std::cos(pose.yaw), sy = std::sin(pose.yaw),
                 cr = std::cos(pose.roll), sr = std::sin(pose.roll);
    const cv::Matx33d about_x(1, 0, 0, 0, cp, -sp, 0, sp, cp), about_y(cy, 0, sy, 0, 1, 0, -sy, 0, cy),
        about_z(cr, -sr, 0, sr, cr, 0, 0, 0, 1);
    return about_z * about_y * about_x;
}

/// A point of the document, in millimetres from its middle.
cv::Point2f seen(const Camera& camera, const Pose& pose, cv::Point2d mm) {
    const cv::Vec3d turned = rotation(pose) * cv::Vec3d(mm.x, mm.y, 0);
    return camera.project({turned[0] + pose.x, turned[1] + pose.y, turned[2] + pose.z});
}

std::array<cv::Point2f, 4> rectangle(const Camera& camera, const Pose& pose, cv::Rect2d mm) {
    return {seen(camera, pose, mm.tl()), seen(camera, pose, {mm.br().x, mm.y}), seen(camera, pose, mm.br()),
            seen(camera, pose, {mm.x, mm.br().y})};
}

double px_per_mm_of(const Shot& shot) {
    return shot.camera.focal_px / shot.pose.z;
}

/// Lays a premultiplied picture on the frame; `steps` poses while the shutter is open.
void lay(cv::Mat& frame, const cv::Mat& print, cv::Rect2d body, cv::Rect2d mm, const Shot& shot, int steps) {
    std::vector<cv::Point2f> all;
    for (const double part : {-0.5, 0.5}) {
        const auto corners = rectangle(shot.camera, shot.pose + shot.smear * part, mm);
        all.insert(all.end(), corners.begin(), corners.end());
    }
    cv::Rect region = cv::boundingRect(all);
    region = cv::Rect(region.x - 12, region.y - 12, region.width + 24, region.height + 24) &
             cv::Rect(cv::Point(), frame.size());
    if (region.empty()) return;
    const std::array<cv::Point2f, 4> from = {cv::Point2f(body.tl()), cv::Point2f(cv::Point2d(body.br().x, body.y)),
                                             cv::Point2f(body.br()), cv::Point2f(cv::Point2d(body.x, body.br().y))};
    cv::Mat sum, warped;
    for (int step = 0; step < steps; ++step) {
        const double part = steps == 1 ? 0 : static_cast<double>(step) / (steps - 1) - 0.5;
        auto to = rectangle(shot.camera, shot.pose + shot.smear * part, mm);
        for (auto& corner : to) corner -= cv::Point2f(region.tl());
        cv::warpPerspective(print, warped, cv::getPerspectiveTransform(from.data(), to.data()), region.size(),
                            cv::INTER_LINEAR, cv::BORDER_CONSTANT);
        if (steps == 1) break;
        if (sum.empty()) sum = cv::Mat::zeros(region.size(), CV_16UC4);
        cv::add(sum, warped, sum, cv::noArray(), CV_16UC4);
    }
    if (steps > 1) sum.convertTo(warped, CV_8UC4, 1.0 / steps);
    cv::Mat under = frame(region);
    for (int y = 0; y < under.rows; ++y) {
        auto* to = under.ptr<cv::Vec3b>(y);
        const auto* over = warped.ptr<cv::Vec4b>(y);
        for (int x = 0; x < under.cols; ++x) {
            const int rest = 255 - over[x][3];
            for (int c = 0; c < 3; ++c)
                to[x][c] = static_cast<uchar>(std::min(255, over[x][c] + to[x][c] * rest / 255));
        }
    }
}

void cast_shadow(cv::Mat& frame, const Shot& shot, const std::array<cv::Point2f, 4>& corners) {
    constexpr int coarse = 4;
    cv::Mat dark = cv::Mat::zeros(frame.size() / coarse, CV_8UC1), wide;
    std::vector<cv::Point> outline;
    for (const auto& corner : corners) outline.emplace_back((corner + cv::Point2f(8, 14)) / coarse);
    cv::fillConvexPoly(dark, outline, cv::Scalar(255 * shot.shadow));
    cv::GaussianBlur(dark, dark, cv::Size(), 3.5);
    cv::resize(dark, wide, frame.size(), 0, 0, cv::INTER_LINEAR);
    // Where it touches what it lies on, a card of 0.8 mm is dark along its border.
    cv::Mat contact = cv::Mat::zeros(frame.size(), CV_8UC1);
    std::vector<cv::Point> border;
    for (const auto& corner : corners) border.emplace_back(corner * 16 + cv::Point2f(16, 24));
    cv::polylines(contact, border, true, cv::Scalar(255 * (0.10 + shot.shadow * 0.5)), 3, cv::LINE_AA, 4);
    cv::blur(contact, contact, cv::Size(3, 3));
    cv::max(wide, contact, wide);
    for (int y = 0; y < frame.rows; ++y) {
        auto* row = frame.ptr<cv::Vec3b>(y);
        const auto* by = wide.ptr<uchar>(y);
        for (int x = 0; x < frame.cols; ++x)
            for (int c = 0; c < 3; ++c) row[x][c] = static_cast<uchar>(row[x][c] * (255 - by[x]) / 255);
    }
}

void draw_fingers(cv::Mat& frame, const Shot& shot, bool behind) {
    const Canvas canvas(frame.cols, frame.rows);
    bool any = false;
    const double px = px_per_mm_of(shot);
    const auto skin = colour(shot.skin);
    for (const Finger& finger : shot.fingers) {
        if (finger.behind != behind) continue;
        any = true;
        const cv::Point2f tip = seen(shot.camera, shot.pose, finger.tip),
                          root = seen(shot.camera, shot.pose, finger.root);
        for (const double width : {1.0, 0.82, 0.6, 0.36}) {  // round: lighter along its middle
            cairo_new_path(canvas.cairo());
            cairo_move_to(canvas.cairo(), tip.x, tip.y);
            cairo_line_to(canvas.cairo(), root.x, root.y);
            canvas.stroke(mix(mix(skin, colour(0x000000), 0.22), mix(skin, colour(0xFFFFFF), 0.12), 1 - width),
                          finger.width_mm * px * width);
        }
        if (behind) continue;
        const cv::Point2f nail = tip + (root - tip) * 0.05F;
        canvas.ellipse(nail.x, nail.y, 5 * px, 4.4 * px);
        canvas.fill(mix(skin, colour(0xFFE8E0), 0.35));
    }
    if (!any) return;
    const cv::Mat drawn = canvas.picture();
    for (int y = 0; y < frame.rows; ++y) {
        auto* to = frame.ptr<cv::Vec3b>(y);
        const auto* over = drawn.ptr<cv::Vec4b>(y);
        for (int x = 0; x < frame.cols; ++x) {
            if (over[x][3] == 0) continue;
            for (int c = 0; c < 3; ++c) to[x][c] = static_cast<uchar>(over[x][c] + to[x][c] * (255 - over[x][3]) / 255);
        }
    }
}

/// A glossy document mirrors a lamp: each pixel's ray, reflected, against the lamp's direction. Returns its share.
double mirror_lamp(cv::Mat& frame, const Shot& shot, const std::array<cv::Point2f, 4>& corners) {
    constexpr int coarse = 8;
    const cv::Matx33d turn = rotation(shot.pose);
    const cv::Vec3d normal(turn(0, 2), turn(1, 2), turn(2, 2));
    const auto reflected = [&](double x, double y) {
        const cv::Vec3d ray = cv::normalize(
            cv::Vec3d((x - frame.cols / 2.0) / shot.camera.focal_px, (y - frame.rows / 2.0) / shot.camera.focal_px, 1));
        return ray - 2 * ray.dot(normal) * normal;
    };
    // The lamp stands where a hand that is held as in the middle of the hold would mirror it.
    const cv::Vec3d lamp = [&] {
        const double u = shot.lamp->x, v = shot.lamp->y;
        const cv::Point2d top = cv::Point2d(corners[0]) * (1 - u) + cv::Point2d(corners[1]) * u;
        const cv::Point2d bottom = cv::Point2d(corners[3]) * (1 - u) + cv::Point2d(corners[2]) * u;
        const cv::Point2d here = top * (1 - v) + bottom * v;
        return reflected(here.x, here.y);
    }();
    cv::Mat light(frame.size() / coarse, CV_8UC1), card = cv::Mat::zeros(frame.size(), CV_8UC1), wide;
    for (int y = 0; y < light.rows; ++y) {
        for (int x = 0; x < light.cols; ++x) {
            const double angle =
                std::acos(std::clamp(reflected((x + 0.5) * coarse, (y + 0.5) * coarse).dot(lamp), -1.0, 1.0)) * 180 /
                std::numbers::pi;
            const double core = std::clamp((shot.lamp_degrees - angle) / 0.6 + 0.5, 0.0, 1.0);
            const double halo = std::exp(-angle * angle / (2.2 * shot.lamp_degrees * shot.lamp_degrees));
            light.at<uchar>(y, x) = cv::saturate_cast<uchar>(255 * core + 70 * halo);
        }
    }
    cv::resize(light, wide, frame.size(), 0, 0, cv::INTER_LINEAR);
    std::vector<cv::Point> outline(corners.begin(), corners.end());
    cv::fillConvexPoly(card, outline, cv::Scalar(255));
    int covered = 0, all = 0;
    for (int y = 0; y < frame.rows; ++y) {
        auto* row = frame.ptr<cv::Vec3b>(y);
        const auto *by = wide.ptr<uchar>(y), *on = card.ptr<uchar>(y);
        for (int x = 0; x < frame.cols; ++x) {
            if (on[x] == 0) continue;
            ++all;
            covered += by[x] > 200 ? 1 : 0;
            for (int c = 0; c < 3; ++c) row[x][c] = static_cast<uchar>(std::min(255, row[x][c] + by[x]));
        }
    }
    return all == 0 ? 0 : static_cast<double>(covered) / all;
}

/// Shot and read noise from one table of normal numbers.
void add_noise(cv::Mat& frame, double gain, double noise, std::uint64_t grain) {
    static const std::vector<float> normals = [] {
        Random random(77);
        std::vector<float> made(1 << 16);
        for (float& one : made) one = static_cast<float>(random.normal());
        return made;
    }();
    Random random(grain + 1);
    for (int y = 0; y < frame.rows; ++y) {
        auto* row = frame.ptr<uchar>(y);
        std::size_t place = random.next() & 0xFFFFU;
        for (int x = 0; x < frame.cols * 3; ++x) {
            const float level = static_cast<float>(gain) * row[x];
            const float sigma = static_cast<float>(noise) * (0.55F + level * 0.0035F);
            row[x] = cv::saturate_cast<uchar>(level + sigma * normals[place++ & 0xFFFFU]);
        }
    }
}

/// The other page of an open passport, in the same plane beyond the spine.
void lay_facing_page(cv::Mat& frame, const Shot& shot, int steps) {
    constexpr int mm_px = 4;
    const double width = shot.print->width_mm, height = shot.print->height_mm;
    const Canvas canvas(static_cast<int>(width) * mm_px, static_cast<int>(height) * mm_px);
    cairo_rectangle(canvas.cairo(), 0, 0, width * mm_px, height * mm_px);
    canvas.fill_down(0, height * mm_px,
                     {{0, colour(*shot.facing_page)},
                      {0.96, mix(colour(*shot.facing_page), colour(0x000000), 0.06)},
                      {1, mix(colour(*shot.facing_page), colour(0x000000), 0.45)}});
    for (int line = 0; line < 12; ++line) {
        cairo_rectangle(canvas.cairo(), 40, height * mm_px - 60 - line * 22, width * mm_px * 0.7, 7);
        canvas.fill(colour(0x6B5E5A, 0.7));
    }
    const cv::Mat page = canvas.picture();
    lay(frame, page, cv::Rect2d(0, 0, page.cols, page.rows), {-width / 2, -height * 1.5, width, height}, shot, steps);
}

/// A display's pixels with the dark between them, in the document's plane; four samples a pixel of the sensor, so that
/// what is too fine makes moire as it does there.
void show_on_display(cv::Mat& frame, const Shot& shot, const std::array<cv::Point2f, 4>& corners) {
    constexpr double dark_share = 0.28, dark_level = 0.35;  // of a pixel's pitch, and how much light is left there
    const auto width = static_cast<float>(shot.print->width_mm), height = static_cast<float>(shot.print->height_mm);
    const std::array<cv::Point2f, 4> mm = {cv::Point2f(0, 0), {width, 0}, {width, height}, {0, height}};
    const cv::Matx33d back = cv::Mat(cv::getPerspectiveTransform(corners.data(), mm.data()));
    const auto lit = [&](double along) {
        const double part = along / shot.display_mm;
        return part - std::floor(part) < dark_share ? dark_level : 1.0;
    };
    for (int y = 0; y < frame.rows; ++y) {
        auto* row = frame.ptr<cv::Vec3b>(y);
        for (int x = 0; x < frame.cols; ++x) {
            double level = 0;
            for (const auto& [dx, dy] : {std::pair{-0.25, -0.25}, {0.25, -0.25}, {-0.25, 0.25}, {0.25, 0.25}}) {
                const cv::Vec3d at = back * cv::Vec3d(x + dx, y + dy, 1);
                const double u = at[0] / at[2], v = at[1] / at[2];
                level += u < 0 || v < 0 || u > mm[2].x || v > mm[2].y ? 0.25 : 0.25 * lit(u) * lit(v);
            }
            for (int c = 0; c < 3; ++c) row[x][c] = static_cast<uchar>(row[x][c] * level);
        }
    }
}

}  // namespace

std::array<cv::Point2f, 4> corners_of(const Print& print, const Camera& camera, const Pose& pose) {
    return rectangle(camera, pose, {-print.width_mm / 2, -print.height_mm / 2, print.width_mm, print.height_mm});
}

Exposed expose(const Shot& shot) {
    Exposed out;
    out.picture = shot.surface.clone();
    double gain = shot.gain;
    if (shot.print != nullptr) {
        const Print& print = *shot.print;
        const auto corners = corners_of(print, shot.camera, shot.pose);
        const auto first = corners_of(print, shot.camera, shot.pose + shot.smear * -0.5),
                   last = corners_of(print, shot.camera, shot.pose + shot.smear * 0.5);
        double smear_px = 0;
        for (std::size_t i = 0; i < 4; ++i) smear_px = std::max(smear_px, cv::norm(last[i] - first[i]));
        const int steps = std::clamp(static_cast<int>(smear_px / 1.2) + 1, 1, 14);
        std::size_t level = 0;
        while (level + 1 < print.levels.size() &&
               cv::norm(corners[1] - corners[0]) * 1.45 * std::pow(2.0, level) < print.body.width)
            ++level;
        const double shrink = std::pow(0.5, level);
        if (shot.shadow > 0) cast_shadow(out.picture, shot, corners);
        draw_fingers(out.picture, shot, true);
        if (shot.facing_page) lay_facing_page(out.picture, shot, steps);
        lay(out.picture, print.levels[level],
            {print.body.x * shrink, print.body.y * shrink, print.body.width * shrink, print.body.height * shrink},
            {-print.width_mm / 2, -print.height_mm / 2, print.width_mm, print.height_mm}, shot, steps);
        if (shot.display_mm > 0) show_on_display(out.picture, shot, corners);
        draw_fingers(out.picture, shot, false);
        if (shot.lamp) {  // brighter than anything that the exposure was made for
            out.picture.convertTo(out.picture, -1, gain);
            gain = 1;
            out.truth.glare_share = mirror_lamp(out.picture, shot, corners);
        }
        out.truth.any = true;
        out.truth.corners = corners;
        out.truth.px_per_mm = cv::norm(corners[1] - corners[0]) / print.width_mm;
        // A box of length d has the variance d^2 / 12.
        out.truth.blur_mm =
            std::sqrt(shot.defocus_px * shot.defocus_px + smear_px * smear_px / 12) / out.truth.px_per_mm;
        out.truth.tilt_degrees = std::acos(rotation(shot.pose)(2, 2)) * 180 / std::numbers::pi;
        const cv::Rect2f frame(0, 0, static_cast<float>(shot.camera.size.width),
                               static_cast<float>(shot.camera.size.height));
        out.truth.inside =
            std::all_of(corners.begin(), corners.end(), [&](const auto& c) { return frame.contains(c); });
    }
    if (shot.defocus_px > 0.3) cv::GaussianBlur(out.picture, out.picture, cv::Size(), shot.defocus_px);
    add_noise(out.picture, gain, shot.noise, shot.grain);
    if (shot.mirrored) cv::flip(out.picture, out.picture, 1);
    out.jpeg = drivers::simulated::pack_jpeg(out.picture, shot.jpeg_percent);
    return out;
}

}  // namespace vestibule::score
