// methods - the kiosk's finder, and the one that tutorials teach.
#include "tests/capture/score/methods.hpp"

#include <ctime>
#include <opencv2/imgproc.hpp>

#include "kiosk/capture/find.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::score {

Method ours() {
    return {
        "Vestibule",
        [images = capture::Images{}, finder = std::make_shared<capture::Finder>(capture::limits::assumed_focal_share)](
            const cv::Mat& grey, float aspect) mutable -> std::optional<Corners> {
            finder->forget();  // each frame is another scene
            images.grey = grey;
            capture::reduce_images(images);
            const auto found = finder->find(images, aspect);
            if (!found) return std::nullopt;
            Corners corners;
            for (std::size_t i = 0; i < 4; ++i) corners[i] = capture::to_cv(found->corners[i]);
            return corners;
        }};
}

Method tutorial() {
    return {"tutorial", [](const cv::Mat& grey, float) -> std::optional<Corners> {
                cv::Mat smooth, edges;
                cv::GaussianBlur(grey, smooth, cv::Size(5, 5), 0);
                cv::Canny(smooth, edges, 75, 200);
                std::vector<std::vector<cv::Point>> outlines;
                cv::findContours(edges, outlines, cv::RETR_LIST, cv::CHAIN_APPROX_SIMPLE);
                std::optional<Corners> best;
                double largest = grey.total() * 0.02;
                for (const auto& outline : outlines) {
                    std::vector<cv::Point> few;
                    cv::approxPolyDP(outline, few, 0.02 * cv::arcLength(outline, true), true);
                    const double area = std::abs(cv::contourArea(few));
                    if (few.size() != 4 || area <= largest || !cv::isContourConvex(few)) continue;
                    largest = area;
                    best = Corners{few[0], few[1], few[2], few[3]};
                }
                return best;
            }};
}

double overlap(const std::optional<Corners>& found, const Corners& truth) {
    if (!found) return 0;
    const std::vector<cv::Point2f> a(found->begin(), found->end()), b(truth.begin(), truth.end());
    std::vector<cv::Point2f> common, hull;
    cv::convexHull(a, hull);
    const double both = cv::intersectConvexConvex(hull, b, common);
    const double all = std::abs(cv::contourArea(hull)) + std::abs(cv::contourArea(b)) - both;
    return all <= 0 ? 0 : both / all;
}

double thread_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

}  // namespace vestibule::score
