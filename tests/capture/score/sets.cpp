// sets - what each kind of scene has, in numbers.
#include "tests/capture/score/sets.hpp"

namespace vestibule::score {
namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr std::uint64_t prints_of_a_kind = 12;

Surface surface_of(Set set, Random& random) {
    switch (set) {
        case Set::White:
            return Surface::White;
        case Set::Clutter:
            return random.chance(0.75) ? Surface::Clutter
                                       : random.pick(std::array{Surface::Tiles, Surface::Planks, Surface::Bricks});
        case Set::None:
            return static_cast<Surface>(random.whole(0, surface_count - 1));
        default:
            return random.pick(
                std::array{Surface::Plain, Surface::Wood, Surface::Cloth, Surface::Stone, Surface::Room});
    }
}

void spoil(Shot& shot, Set set, Random& random) {
    const double mm_px = shot.pose.z / shot.camera.focal_px;
    const auto push = [&](double mm) {
        const double angle = random.between(0, 2 * std::numbers::pi);
        shot.smear.x = mm * std::cos(angle), shot.smear.y = mm * std::sin(angle);
        shot.smear.roll = random.between(-0.01, 0.01);
    };
    push(random.between(0, 0.12));
    switch (set) {
        case Set::White:
            shot.shadow = random.between(0.03, 0.12);
            break;
        case Set::LowLight:
            shot.gain = random.between(0.14, 0.34);
            shot.noise = random.between(4, 8);
            break;
        case Set::Defocus:
            shot.defocus_px = random.between(1.6, 4.2);
            break;
        case Set::Motion:
            push(random.between(4, 18) * mm_px);
            break;
        case Set::Glare:
            shot.lamp = cv::Point2d(random.between(0.1, 0.9), random.between(0.1, 0.9));
            shot.lamp_degrees = random.between(1.5, 4.5);
            break;
        case Set::Fingers:
            hold(shot, random, random.between(6, 13));
            break;
        default:
            break;
    }
}

}  // namespace

std::string_view name(Set set) {
    constexpr std::array<std::string_view, 9> names = {"clean",  "white on white", "clutter", "low light", "defocus",
                                                       "motion", "glare",          "fingers", "none"};
    return names[static_cast<std::size_t>(set)];
}

const Print& Prints::get(Kind kind, Family family, std::uint64_t seed) {
    auto& list = kept_[static_cast<std::size_t>(kind) * 2 + static_cast<std::size_t>(family)];
    const std::uint64_t number = seed % prints_of_a_kind;
    if (list.empty()) list.resize(prints_of_a_kind);
    Print& one = list[number];
    if (one.levels.empty()) one = print(kind, family, number);
    return one;
}

Pose framed(const Print& document, const Camera& camera, double share, double tilt_degrees, double turn_degrees,
            Random& random) {
    constexpr double margin = 0.015;
    for (;; share *= 0.97) {
        const double direction = random.between(0, 2 * std::numbers::pi);
        Pose pose;
        pose.z = camera.focal_px * document.width_mm / (share * camera.size.width);
        pose.pitch = tilt_degrees * degree * std::cos(direction),
        pose.yaw = tilt_degrees * degree * std::sin(direction);
        pose.roll = turn_degrees * degree;
        for (int attempt = 0; attempt < 12; ++attempt) {
            const double reach = 0.16 * camera.size.width * pose.z / camera.focal_px;
            pose.x = random.between(-reach, reach), pose.y = random.between(-reach, reach) * 0.6;
            const auto corners = corners_of(document, camera, pose);
            const double edge = margin * camera.size.width;
            if (std::all_of(corners.begin(), corners.end(), [&](const auto& c) {
                    return c.x > edge && c.y > edge && c.x < camera.size.width - edge &&
                           c.y < camera.size.height - edge;
                }))
                return pose;
        }
    }
}

void hold(Shot& shot, Random& random, double reach_mm) {
    const double half_w = shot.print->width_mm / 2, half_h = shot.print->height_mm / 2;
    shot.skin = random.pick(skin_tones);
    const bool below = random.chance(0.3);
    for (const double side : {-1.0, 1.0}) {
        if (!below && random.chance(0.15)) continue;  // one hand alone
        const double along = random.between(-0.5, 0.75) * half_h;
        Finger thumb;
        thumb.width_mm = random.between(15, 20);
        if (below) {
            const double place = side * random.between(0.3, 0.75) * half_w;
            thumb.tip = {place, half_h - reach_mm + thumb.width_mm / 2};
            thumb.root = {place + side * random.between(-5, 20), half_h + 70};
        } else {
            thumb.tip = {side * (half_w - reach_mm + thumb.width_mm / 2), along};
            thumb.root = {side * (half_w + 70), along + random.between(5, 45)};
        }
        shot.fingers.push_back(thumb);
        for (int finger = random.whole(1, 3); finger > 0; --finger) {
            Finger one = thumb;
            one.behind = true;
            one.width_mm = random.between(13, 17);
            const cv::Point2d off =
                below ? cv::Point2d(side * 16.0 * finger, 8) : cv::Point2d(side * 8, 15.0 * finger - 22);
            one.tip = thumb.tip + off, one.root = thumb.root + off;
            shot.fingers.push_back(one);
        }
    }
}

Shot scene(Set set, Family family, std::uint64_t seed, Prints& prints) {
    Random random(seed * 131 + static_cast<std::uint64_t>(set) * 7'919 + (family == Family::Held ? 900'001 : 0));
    Shot shot;
    shot.camera.focal_px = shot.camera.size.width * random.between(1.0, 1.3);
    shot.grain = random.next();
    shot.noise = random.between(1.5, 3);
    shot.defocus_px = random.between(0.5, 0.8);
    shot.shadow = random.between(0.05, 0.35);
    shot.smear = nowhere;
    shot.gain = random.between(0.75, 1.0);
    const Surface behind = surface_of(set, random);
    shot.surface = surface(behind, shot.camera.size, random);
    if (set == Set::None) {
        if (random.chance(0.1)) shot.gain = random.between(0.15, 0.35), shot.noise = random.between(3, 7);
        if (random.chance(0.1)) shot.defocus_px = random.between(1.5, 4);
        return shot;
    }
    const Kind kind = random.pick(std::array{Kind::Front, Kind::Front, Kind::Back, Kind::Passport});
    const Print& document = prints.get(kind, family, random.next());
    shot.print = &document;
    shot.pose = framed(document, shot.camera, random.between(0.5, 0.85), random.between(0, 18), random.between(-10, 10),
                       random);
    if (kind == Kind::Passport && random.chance(0.5))
        shot.facing_page = random.pick(std::array{0xF1ECF4U, 0xEFE6DCU, 0xE2ECE6U, 0xD9D4E6U});
    spoil(shot, set, random);
    return shot;
}

}  // namespace vestibule::score
