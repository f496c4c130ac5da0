// hands_test - the simulated camera's hand moves as real hands do: its speed stands beside that of recorded ones.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "drivers/camera/simulated/motion.hpp"
#include "tests/capture/score/tracks.hpp"

namespace vestibule::score {
namespace {

/// Millimetres a second between looks that are a tenth of a second apart, as the recordings are; the median.
template <typename Place>
double median_mm_s(double seconds, const Place& place) {
    std::vector<double> speeds;
    for (double at = 0.1; at < seconds; at += 0.1) {
        const auto [x0, y0] = place(at - 0.1);
        const auto [x1, y1] = place(at);
        speeds.push_back(std::hypot(x1 - x0, y1 - y0) / 0.1);
    }
    std::nth_element(speeds.begin(), speeds.begin() + static_cast<std::ptrdiff_t>(speeds.size() / 2), speeds.end());
    return speeds[speeds.size() / 2];
}

double simulated(bool moving) {
    return median_mm_s(60, [moving](double at) {
        const auto pose = drivers::simulated::hand_at(at, moving);
        constexpr double frame_mm = 124;  // wide, where the document is held
        return std::pair{pose.x * frame_mm, pose.y * frame_mm * 9 / 16};
    });
}

TEST(Hands, TheSimulatedOneIsAsQuickAsACalmHand) {
    // Recorded clips have medians of 9 to 28 mm/s, their calmest tenth 3 to 8.
    EXPECT_GE(simulated(false), 6);
    EXPECT_LE(simulated(false), 10);
    EXPECT_GT(simulated(true), 28) << "waved about";
}

TEST(Hands, TheDrawnOnesAreAsQuickAsThePublishedOnes) {
    std::vector<double> medians;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Random random(seed);
        const Track track = drawn_track(random);
        medians.push_back(median_mm_s(2.9, [&track](double seconds) {
            const Pose pose = at(track, seconds);
            return std::pair{pose.x, pose.y};
        }));
    }
    std::sort(medians.begin(), medians.end());
    EXPECT_GE(medians[medians.size() / 2], 9);
    EXPECT_LE(medians[medians.size() / 2], 28);
}

TEST(Hands, TheSimulatedOneIsAmongTheRecordedOnes) {
    const char* folder = std::getenv("VESTIBULE_SAMPLES");
    const auto tracks =
        folder == nullptr ? std::vector<Track>{}
                          : recorded_tracks((std::filesystem::path(folder) / "tracks/midv500-hand-held.tsv").string());
    if (tracks.empty()) GTEST_SKIP() << "VESTIBULE_SAMPLES names no recorded hands";
    std::vector<double> medians;
    for (const Track& track : tracks) {
        medians.push_back(median_mm_s(static_cast<double>(track.size() - 1) / 10, [&track](double seconds) {
            const Pose pose = at(track, seconds);
            return std::pair{pose.x, pose.y};
        }));
    }
    std::sort(medians.begin(), medians.end());
    const auto at_share = [&](double share) {
        return medians[static_cast<std::size_t>(share * static_cast<double>(medians.size() - 1))];
    };
    RecordProperty("recorded_median_mm_s", std::to_string(at_share(0.5)));
    EXPECT_GE(simulated(false), at_share(0.05));
    EXPECT_LE(simulated(false), at_share(0.75));
}

}  // namespace
}  // namespace vestibule::score
