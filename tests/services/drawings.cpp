// drawings - renders the simulated camera's frames, and draws a card's back with OpenCV and ZXing's own writer.
#include "tests/services/drawings.hpp"

#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>

#include <opencv2/imgproc.hpp>

#include "drivers/camera/simulated/jpeg.hpp"
#include "drivers/camera/simulated/render.hpp"

namespace vestibule::services {
namespace {

using drivers::simulated::Scene;

std::string packed(const cv::Mat& picture) {
    const auto bytes = drivers::simulated::pack_jpeg(picture, 92);
    return {bytes.begin(), bytes.end()};
}

}  // namespace

std::string photograph(const Scene& scene) {
    const bool person = scene.show == Scene::Show::Face || scene.show == Scene::Show::TwoFaces;
    drivers::simulated::Renderer renderer;
    constexpr double settled_s = 2;  // the drawn camera's exposure has found its place
    return packed(
        renderer.render(scene, person ? drivers::CameraRole::Face : drivers::CameraRole::Document, settled_s));
}

std::string photograph(Scene::Show show) {
    Scene scene;
    scene.show = show;
    return photograph(scene);
}

std::string card_text(const std::string& given, const std::string& middle, const std::string& family,
                      const std::string& birth, const std::string& expiry) {
    const std::string body = "DLDAQS123\nDCS" + family + "\nDAC" + given + "\nDAD" + middle + "\nDBB" + birth +
                             "\nDBA" + expiry +
                             "\nDBC9\nDAG1 MAIN STREET\nDAISPRINGFIELD\nDAJIL\nDAK627010000  \nDCGUSA\r";
    return "@\n\x1e\rANSI 636035100001DL00310" + std::to_string(body.size()) + body;
}

std::string draw_back(const std::string& text, double degrees) {
    const auto writer = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::PDF417).setMargin(4).setEccLevel(4);
    const auto code = writer.encode(text, 780, 260);
    cv::Mat bars(code.height(), code.width(), CV_8UC3);
    for (int y = 0; y < code.height(); ++y)
        for (int x = 0; x < code.width(); ++x)
            bars.at<cv::Vec3b>(y, x) = code.get(x, y) ? cv::Vec3b(25, 25, 25) : cv::Vec3b(225, 225, 225);
    cv::Mat picture(720, 1280, CV_8UC3, cv::Scalar(110, 100, 90));
    cv::rectangle(picture, {190, 75}, {1090, 645}, cv::Scalar(225, 225, 225), cv::FILLED);
    cv::resize(bars, bars, {820, 300}, 0, 0, cv::INTER_AREA);
    bars.copyTo(picture(cv::Rect(230, 120, 820, 300)));
    for (int line = 0; line < 5; ++line)
        cv::putText(picture, "CLASS D  NO RESTRICTIONS  DONOR 12345", {240, 470 + 35 * line}, cv::FONT_HERSHEY_SIMPLEX,
                    0.9, cv::Scalar(40, 40, 40), 2, cv::LINE_AA);
    cv::Mat turned;
    cv::warpAffine(picture, turned, cv::getRotationMatrix2D({640, 360}, degrees, 1), picture.size(), cv::INTER_LINEAR,
                   cv::BORDER_REPLICATE);
    return packed(turned);
}

std::string draw_blank(int level) { return packed(cv::Mat(720, 1280, CV_8UC3, cv::Scalar::all(level))); }

}  // namespace vestibule::services
