// objects - what can be held before the simulated camera, each drawn once, with transparent surroundings.
#pragma once

#include <opencv2/core.hpp>
#include <string>

#include "drivers/camera/simulated/canvas.hpp"

namespace vestibule::drivers::simulated {

/// A drawn thing: CV_8UC4 multiplied by alpha; the thing itself fills `body` of the picture, the rest is its shadow.
struct Object {
    cv::Mat picture;
    cv::Rect body;
};

/// How a drawn person looks.
struct Looks {
    Colour skin = colour(0xD9A583);
    Colour hair = colour(0x55433A);
    Colour shirt = colour(0x3E6B7E);
    double turned = 0;  ///< how far eyes, nose and mouth lie beside the face's middle, in hundredths of the height
    bool shut_eyes = false;
};
[[nodiscard]] Looks second_person();

/// Head and shoulders, standing on the lower edge of `width` x `height` pixels at x, y.
void draw_person(const Canvas& canvas, double x, double y, double width, double height, const Looks& looks);

[[nodiscard]] Object make_person(const Looks& looks);
[[nodiscard]] Object make_license_front();
[[nodiscard]] Object make_license_back();
[[nodiscard]] Object make_passport_page();

/// The text in the PDF417 of the licence's back.
[[nodiscard]] std::string license_text();

/// A soft shadow below a rounded rectangle that will be drawn over it.
void draw_shadow(const Canvas& canvas, const cv::Rect& body, double radius);

/// The desk below documents, and the room behind faces: CV_8UC3, with a camera's noise that differs with `seed`.
[[nodiscard]] cv::Mat make_desk(cv::Size size, unsigned seed);
[[nodiscard]] cv::Mat make_room(cv::Size size, unsigned seed);

}  // namespace vestibule::drivers::simulated
