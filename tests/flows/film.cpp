// film - one simulated shot a file, as Motion JPEG in AVI.
#include "tests/flows/film.hpp"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>
#include <stdexcept>

#include "drivers/camera/simulated/scene.hpp"
#include "drivers/camera/simulated/simulated.hpp"
#include "kiosk/capture/capture.hpp"

namespace vestibule::flows {

namespace {

// A film is shown again and again; its cut is a jump, and a face must be still for two seconds.
constexpr int kDocumentFrames = 60, kFaceFrames = 130, kRate_hz = 30;

void shoot(drivers::CameraRole role, drivers::simulated::Scene::Show show, int frames,
           const std::filesystem::path& file, int width_px) {
    const cv::Size size(width_px, width_px * 9 / 16);
    drivers::simulated::set_scene({.show = show});
    auto camera = drivers::simulated::make_simulated_camera();
    if (auto opened = camera->open({.role = role}); !opened) throw std::runtime_error(opened.error().sentence());
    cv::VideoWriter writer(file.string(), cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), kRate_hz, size);
    if (!writer.isOpened()) throw std::runtime_error("cannot write " + file.string());
    for (int i = 0; i < frames; ++i) {
        auto frame = camera->next(std::chrono::seconds(5));
        if (!frame) throw std::runtime_error(frame.error().sentence());
        capture::Pixels pixels;
        const capture::PictureView view{capture::Encoding::Jpeg, (*frame)->width_px, (*frame)->height_px,
                                        (*frame)->bytes.reveal()};
        if (auto decoded = capture::decode_for_drawing(view, 1280, 720, false, pixels); !decoded) {
            throw std::runtime_error(decoded.error().sentence());
        }
        const cv::Mat argb(pixels.height_px, pixels.width_px, CV_8UC4, pixels.argb.data());
        cv::Mat bgr(argb.size(), CV_8UC3);
        const int channels[] = {0, 0, 1, 1, 2, 2};
        cv::mixChannels(&argb, 1, &bgr, 1, channels, 3);
        if (bgr.size() != size) cv::resize(bgr, bgr, size, 0, 0, cv::INTER_AREA);
        writer.write(bgr);
    }
}

}  // namespace

void write_films(const std::filesystem::path& folder, int width_px) {
    using Show = drivers::simulated::Scene::Show;
    std::filesystem::create_directories(folder);
    shoot(drivers::CameraRole::Document, Show::PassportPage, kDocumentFrames, folder / "document.avi", width_px);
    shoot(drivers::CameraRole::Face, Show::Face, kFaceFrames, folder / "face.avi", width_px);
}

void write_still_film(const std::filesystem::path& picture, const std::filesystem::path& film) {
    constexpr int kFrames = 60;
    constexpr double kNoise = 1.5;
    const cv::Mat seen = cv::imread(picture.string());
    cv::VideoWriter writer(film.string(), cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), kRate_hz, seen.size());
    if (seen.empty() || !writer.isOpened()) throw std::runtime_error("cannot write " + film.string());
    cv::RNG random(7);
    cv::Mat noise(seen.size(), CV_16SC3), frame;
    for (int i = 0; i < kFrames; ++i) {
        random.fill(noise, cv::RNG::NORMAL, 0, kNoise);
        cv::add(seen, noise, frame, cv::noArray(), CV_8UC3);
        writer.write(frame);
    }
}

void write_film_of(const std::vector<std::filesystem::path>& pictures, const std::filesystem::path& film) {
    constexpr int kFramesOfEach = 3;
    cv::VideoWriter writer;
    for (const std::filesystem::path& picture : pictures) {
        const cv::Mat seen = cv::imread(picture.string());
        if (seen.empty()) throw std::runtime_error("cannot read " + picture.string());
        if (!writer.isOpened() &&
            !writer.open(film.string(), cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), kRate_hz, seen.size()))
            throw std::runtime_error("cannot write " + film.string());
        for (int i = 0; i < kFramesOfEach; ++i) writer.write(seen);
    }
}

}  // namespace vestibule::flows
