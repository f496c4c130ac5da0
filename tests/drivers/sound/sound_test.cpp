// sound_test - what the real driver gives to ALSA, sample by sample, and what it makes of a card's volume.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "drivers/sound/sound.hpp"

namespace vestibule::drivers {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr double kSecond = 48'000;

struct Loudness {
    double left = 0, right = 0;
    std::size_t frames = 0;
};

Loudness loudness(const std::vector<std::int16_t>& samples) {
    Loudness both;
    for (std::size_t i = 0; i + 1 < samples.size(); i += 2) {
        both.left += std::abs(samples[i]), both.right += std::abs(samples[i + 1]);
    }
    // A card that only writes takes silence as fast as it is given: what counts is what was heard within a second.
    both.left /= kSecond, both.right /= kSecond;
    both.frames = samples.size() / 2;
    return both;
}

TEST(Tone, IsInTheEarThatIsMeantAndBeginsAndEndsSoftly) {
    for (const Ear ear : {Ear::Left, Ear::Right, Ear::Both}) {
        const auto samples = tone(ear, 48'000);
        const Loudness heard = loudness(samples);
        EXPECT_EQ(heard.left > 1'000, ear != Ear::Right);
        EXPECT_EQ(heard.right > 1'000, ear != Ear::Left);
        EXPECT_EQ(heard.left > 0, ear != Ear::Right) << "the other ear hears nothing at all";
        for (std::size_t i = 0; i < 40; ++i) EXPECT_LT(std::abs(samples[i]), 300) << "it clicks";
    }
}

/// ALSA's own file device takes what is played; a card of ours has the volume.
class Alsa : public testing::Test {
protected:
    Alsa() {
        std::string pattern = (fs::temp_directory_path() / "sound-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
        std::ofstream(folder_ / "alsa.conf")
            << "pcm.default { type file slave.pcm nothing file \"" << played().string() << "\" format raw }\n"
            << "pcm.nothing { type null }\n"
            << "ctl.default { type vestibule }\n"
            << "ctl_type.vestibule { lib \"" VESTIBULE_TEST_CARD "\" }\n";
        std::ofstream(volume()) << 64;
        setenv("ALSA_CONFIG_PATH", (folder_ / "alsa.conf").c_str(), 1);
        setenv("VESTIBULE_TEST_VOLUME", volume().c_str(), 1);
        setenv("SDL_AUDIODRIVER", "alsa", 1);
        unsetenv("VESTIBULE_TEST_VOLUME_STUCK");
    }
    ~Alsa() override { fs::remove_all(folder_); }
    [[nodiscard]] fs::path played() const { return folder_ / "played.raw"; }
    [[nodiscard]] fs::path volume() const { return folder_ / "volume"; }
    [[nodiscard]] std::vector<std::int16_t> samples() const {
        std::ifstream file(played(), std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(file), {});
        std::vector<std::int16_t> all(bytes.size() / 2);
        std::copy_n(bytes.data(), all.size() * 2, reinterpret_cast<char*>(all.data()));
        return all;
    }
    fs::path folder_;
};

TEST_F(Alsa, PlaysASecondInTheLeftEarAlone) {
    const auto played_left = make_sound("default")->play(Ear::Left);
    ASSERT_TRUE(played_left.ok()) << played_left.error().sentence();
    const Loudness heard = loudness(samples());
    EXPECT_GT(heard.left, 1'000);
    EXPECT_EQ(heard.right, 0);
    EXPECT_GT(heard.frames, 44'000U);
}

TEST_F(Alsa, PlaysASecondInTheRightEarAlone) {
    ASSERT_TRUE(make_sound("default")->play(Ear::Right).ok());
    const Loudness heard = loudness(samples());
    EXPECT_EQ(heard.left, 0);
    EXPECT_GT(heard.right, 1'000);
}

TEST_F(Alsa, SetsAndReadsTheVolume) {
    const auto sound = make_sound("default");
    ASSERT_TRUE(sound->volume_percent().ok()) << sound->volume_percent().error().sentence();
    EXPECT_EQ(*sound->volume_percent(), 100);
    ASSERT_TRUE(sound->set_volume(50).ok());
    EXPECT_EQ(*sound->volume_percent(), 50);
    int kept = 0;
    std::ifstream(volume()) >> kept;
    EXPECT_EQ(kept, 32);
    setenv("VESTIBULE_TEST_VOLUME_STUCK", "1", 1);
    (void)sound->set_volume(100);
    EXPECT_EQ(*sound->volume_percent(), 50) << "what the card says counts, not what it was told";
}

TEST_F(Alsa, SaysThatThereIsNoSuchCard) {
    const auto sound = make_sound("nowhere");
    EXPECT_THAT(sound->volume_percent().error().context, HasSubstr("nowhere"));
    EXPECT_EQ(sound->set_volume(10).error().code, ErrorCode::FileUnreadable);
    EXPECT_EQ(sound->play(Ear::Both).error().code, ErrorCode::FileUnreadable);
}

TEST(SimulatedSound, HasEveryFault) {
    SimulatedSound sound;
    ASSERT_TRUE(sound.play(Ear::Left));
    EXPECT_EQ(sound.played, std::vector<Ear>{Ear::Left});
    sound.stuck = true;
    ASSERT_TRUE(sound.set_volume(10));
    EXPECT_EQ(*sound.volume_percent(), 100);
    sound.missing = true;
    EXPECT_FALSE(sound.play(Ear::Left));
    EXPECT_FALSE(sound.volume_percent());
    EXPECT_FALSE(sound.set_volume(1));
}

}  // namespace
}  // namespace vestibule::drivers
