// uvc - what a webcam says of itself on the USB: descriptors and answers of the USB Video Class 1.1, Motion JPEG alone.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vestibule::image {

using Bytes = std::vector<std::uint8_t>;

/// One kind of picture, sent through a bulk endpoint.
struct CameraKind {
    std::uint16_t width_px = 1280, height_px = 720;
    std::uint32_t rate_hz = 10;
    std::string serial;
};

// The test vendor and product that pid.codes keeps for what leaves no laboratory.
constexpr std::uint16_t kVendor = 0x1209, kProduct = 0x0001, kVersion = 0x0100;
constexpr std::uint8_t kPictureEndpoint = 0x81;
constexpr std::uint16_t kEndpointBytes = 512;
// Above every picture of the films: one payload is one picture (UVC 1.1, 2.4.3.2).
constexpr std::uint32_t kMostPayload = 1U << 20;

/// A request at endpoint 0 (USB 2.0, 9.3).
struct Setup {
    std::uint8_t type = 0, request = 0;
    std::uint16_t value = 0, index = 0, length = 0;
};

class UvcCamera {
public:
    explicit UvcCamera(CameraKind kind);
    /// What the camera answers, at most `length` bytes; nothing where it stalls. `data` is what came with a request
    /// to it.
    [[nodiscard]] std::optional<Bytes> answer(const Setup& setup, std::span<const std::uint8_t> data) const;
    /// A picture as one payload: header (2.4.3.3), then the JPEG; never a multiple of a transfer's size.
    [[nodiscard]] Bytes payload(std::span<const std::uint8_t> jpeg);

private:
    [[nodiscard]] std::optional<Bytes> descriptor(std::uint8_t kind, std::uint8_t index) const;
    [[nodiscard]] std::optional<Bytes> streaming(const Setup& setup) const;

    CameraKind kind_;
    bool odd_ = false;  ///< the frame identifier, another one in each picture
};

}  // namespace vestibule::image
