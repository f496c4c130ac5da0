// alsa - plays through SDL's audio device, and asks ALSA's mixer for the volume.
#include <SDL2/SDL.h>
#include <alsa/asoundlib.h>

#include <array>
#include <chrono>
#include <cmath>
#include <numbers>
#include <thread>

#include "drivers/sound/sound.hpp"

namespace vestibule::drivers {

namespace {

using namespace std::chrono_literals;

constexpr int kRate_hz = 48'000;
constexpr double kTone_hz = 440, kLoudness = 0.25;  // of full scale: heard, and never a shock at full volume
constexpr double kFade_s = 0.02;                    // without it a loudspeaker clicks
constexpr std::chrono::seconds kPlayed{4};          // a card that takes a second's tone for longer hangs

/// The first of these that has a volume is the one that a person hears; else the card's first that has one.
constexpr std::array kElements{"Master", "Speaker", "Headphone", "PCM"};

using Mixer = std::unique_ptr<snd_mixer_t, decltype(&snd_mixer_close)>;

void say_nothing(const char* /*file*/, int /*line*/, const char* /*function*/, int /*error*/, const char* /*form*/,
                 ...) {}

class AlsaSound final : public Sound {
public:
    explicit AlsaSound(std::string card) : card_(std::move(card)) {
        // What the library would print, an error value says.
        snd_lib_error_set_handler(say_nothing);
    }
    ~AlsaSound() override {
        if (started_) SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    AlsaSound(const AlsaSound&) = delete;
    AlsaSound& operator=(const AlsaSound&) = delete;

    Result<void> play(Ear ear) override {
        SDL_setenv("AUDIODEV", card_.c_str(), 1);
        if (!started_ && SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return failed(SDL_GetError());
        started_ = true;
        SDL_AudioSpec wanted{};
        wanted.freq = kRate_hz;
        wanted.format = AUDIO_S16SYS;
        wanted.channels = 2;
        wanted.samples = 2048;
        const SDL_AudioDeviceID device = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
        if (device == 0) return failed(SDL_GetError());
        const std::vector<std::int16_t> samples = tone(ear, kRate_hz);
        const auto bytes = static_cast<std::uint32_t>(samples.size() * sizeof samples[0]);
        const bool queued = SDL_QueueAudio(device, samples.data(), bytes) == 0;
        SDL_PauseAudioDevice(device, 0);
        const auto until = std::chrono::steady_clock::now() + kPlayed;
        while (queued && SDL_GetQueuedAudioSize(device) > 0 && std::chrono::steady_clock::now() < until)
            std::this_thread::sleep_for(2ms);
        const bool heard = queued && SDL_GetQueuedAudioSize(device) == 0;
        SDL_CloseAudioDevice(device);  // waits for what the card still holds
        if (!heard) return failed("it does not take what is to be played");
        return {};
    }

    Result<int> volume_percent() override {
        const Mixer mixer = open_mixer();
        snd_mixer_elem_t* element = volume_of(mixer.get());
        long lowest = 0, highest = 0, now = 0;
        if (element == nullptr || snd_mixer_selem_get_playback_volume_range(element, &lowest, &highest) != 0 ||
            highest <= lowest || snd_mixer_selem_get_playback_volume(element, SND_MIXER_SCHN_FRONT_LEFT, &now) != 0)
            return failed("it has no volume");
        return static_cast<int>(
            std::lround(100.0 * static_cast<double>(now - lowest) / static_cast<double>(highest - lowest)));
    }

    Result<void> set_volume(int percent) override {
        const Mixer mixer = open_mixer();
        snd_mixer_elem_t* element = volume_of(mixer.get());
        long lowest = 0, highest = 0;
        if (element == nullptr || snd_mixer_selem_get_playback_volume_range(element, &lowest, &highest) != 0)
            return failed("it has no volume");
        const double part = std::clamp(percent, 0, 100) / 100.0;
        const long wanted = lowest + std::lround(part * static_cast<double>(highest - lowest));
        if (snd_mixer_selem_set_playback_volume_all(element, wanted) != 0) return failed("it cannot be set");
        if (snd_mixer_selem_has_playback_switch(element) != 0) snd_mixer_selem_set_playback_switch_all(element, 1);
        return {};
    }

private:
    [[nodiscard]] Error failed(const char* why) const { return {ErrorCode::FileUnreadable, card_ + ": " + why}; }

    [[nodiscard]] Mixer open_mixer() const {
        snd_mixer_t* opened = nullptr;
        if (snd_mixer_open(&opened, 0) != 0) return {nullptr, snd_mixer_close};
        Mixer mixer(opened, snd_mixer_close);
        if (snd_mixer_attach(opened, card_.c_str()) != 0 || snd_mixer_selem_register(opened, nullptr, nullptr) != 0 ||
            snd_mixer_load(opened) != 0)
            mixer.reset();
        return mixer;
    }

    static snd_mixer_elem_t* volume_of(snd_mixer_t* mixer) {
        if (mixer == nullptr) return nullptr;
        snd_mixer_elem_t* any = nullptr;
        std::array<snd_mixer_elem_t*, kElements.size()> known{};
        for (snd_mixer_elem_t* at = snd_mixer_first_elem(mixer); at != nullptr; at = snd_mixer_elem_next(at)) {
            if (snd_mixer_selem_has_playback_volume(at) == 0) continue;
            if (any == nullptr) any = at;
            const std::string name = snd_mixer_selem_get_name(at);
            for (std::size_t i = 0; i < kElements.size(); ++i) {
                if (name == kElements.at(i) && known.at(i) == nullptr) known.at(i) = at;
            }
        }
        for (snd_mixer_elem_t* one : known) {
            if (one != nullptr) return one;
        }
        return any;
    }

    std::string card_;
    bool started_ = false;
};

}  // namespace

std::vector<std::int16_t> tone(Ear ear, int rate_hz) {
    const auto count = static_cast<std::size_t>(rate_hz);
    std::vector<std::int16_t> samples(2 * count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const double at_s = static_cast<double>(i) / rate_hz;
        const double fade = std::clamp(std::min(at_s, 1 - at_s) / kFade_s, 0.0, 1.0);
        const auto height = static_cast<std::int16_t>(
            std::lround(32'767 * kLoudness * fade * std::sin(2 * std::numbers::pi * kTone_hz * at_s)));
        if (ear != Ear::Right) samples[2 * i] = height;
        if (ear != Ear::Left) samples[2 * i + 1] = height;
    }
    return samples;
}

std::unique_ptr<Sound> make_sound(std::string card) {
    return std::make_unique<AlsaSound>(std::move(card));
}

}  // namespace vestibule::drivers
