// uvc - the tables of the class; every number little-endian, every descriptor with its length in front.
#include "tests/image/camera/uvc.hpp"

#include <algorithm>

namespace vestibule::image {
namespace {

// Kinds of descriptors (USB 2.0, table 9-5; UVC 1.1, A.4).
constexpr std::uint8_t kDevice = 1, kConfiguration = 2, kString = 3, kInterface = 4, kEndpoint = 5, kAssociation = 11;
constexpr std::uint8_t kClassInterface = 0x24;
constexpr std::uint8_t kVideo = 0x0E, kVideoControl = 1, kVideoStreaming = 2;
constexpr std::uint8_t kCameraTerminal = 1, kUsbTerminal = 2;
// Requests (USB 2.0, table 9-4; UVC 1.1, A.8).
constexpr std::uint8_t kGetStatus = 0, kClearFeature = 1, kSetFeature = 3, kGetDescriptor = 6;
constexpr std::uint8_t kSetCurrent = 0x01, kGetLength = 0x85, kGetInfo = 0x86;
constexpr std::uint8_t kProbe = 1, kCommit = 2;
constexpr std::size_t kProbeBytes = 34;
constexpr std::uint32_t kHundredNanosecondsPerSecond = 10'000'000;

void add(Bytes& to, std::uint64_t number, int bytes) {
    for (int at = 0; at < bytes; ++at) to.push_back(static_cast<std::uint8_t>(number >> 8 * at));
}

/// A descriptor: its length, then `rest`.
void add(Bytes& to, const Bytes& rest) {
    to.push_back(static_cast<std::uint8_t>(rest.size() + 1));
    to.insert(to.end(), rest.begin(), rest.end());
}

Bytes text(const std::string& said) {
    Bytes out = {static_cast<std::uint8_t>(2 + 2 * said.size()), kString};
    for (const char letter : said) add(out, static_cast<std::uint8_t>(letter), 2);
    return out;
}

/// A class's descriptors of one interface behind its header, which counts the bytes of all.
Bytes with_header(Bytes before, const Bytes& after, const Bytes& others) {
    Bytes out;
    add(before, before.size() + 1 + 2 + after.size() + others.size(), 2);
    before.insert(before.end(), after.begin(), after.end());
    add(out, before);
    out.insert(out.end(), others.begin(), others.end());
    return out;
}

Bytes control_interface() {
    Bytes parts;
    add(parts, {kClassInterface, 2, kCameraTerminal, 0x01, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0});
    add(parts, {kClassInterface, 3, kUsbTerminal, 0x01, 0x01, 0, kCameraTerminal, 0});
    Bytes out;
    add(out, {kInterface, 0, 0, 0, kVideo, kVideoControl, 0, 0});
    // Version 1.1, a clock of 1 MHz, one streaming interface: number 1.
    const Bytes all = with_header({kClassInterface, 1, 0x10, 0x01}, {0x40, 0x42, 0x0F, 0, 1, 1}, parts);
    out.insert(out.end(), all.begin(), all.end());
    return out;
}

Bytes streaming_interface(const CameraKind& kind) {
    const std::uint32_t interval = kHundredNanosecondsPerSecond / kind.rate_hz;
    Bytes parts;
    add(parts, {kClassInterface, 6, 1, 1, 0, 1, 0, 0, 0, 0});
    Bytes frame = {kClassInterface, 7, 1, 0};
    add(frame, kind.width_px, 2), add(frame, kind.height_px, 2);
    add(frame, kMostPayload, 4), add(frame, std::uint64_t{8} * kMostPayload * kind.rate_hz, 4);
    add(frame, kMostPayload, 4), add(frame, interval, 4);
    frame.push_back(1);
    add(frame, interval, 4);
    add(parts, frame);
    add(parts, {kClassInterface, 13, 1, 1, 4});
    Bytes out;
    add(out, {kInterface, 1, 0, 1, kVideo, kVideoStreaming, 0, 0});
    const Bytes all = with_header({kClassInterface, 1, 1}, {kPictureEndpoint, 0, kUsbTerminal, 0, 0, 0, 1, 0}, parts);
    out.insert(out.end(), all.begin(), all.end());
    add(out, {kEndpoint, kPictureEndpoint, 2, kEndpointBytes & 0xFF, kEndpointBytes >> 8, 0});
    return out;
}

Bytes configuration(const CameraKind& kind) {
    Bytes parts;
    add(parts, {kAssociation, 0, 2, kVideo, 3, 0, 0});
    for (const Bytes& part : {control_interface(), streaming_interface(kind)})
        parts.insert(parts.end(), part.begin(), part.end());
    Bytes head = {kConfiguration};
    add(head, 9 + parts.size(), 2);
    // Two interfaces, configuration 1, powered by the bus with 100 mA.
    head.insert(head.end(), {2, 1, 0, 0x80, 50});
    Bytes out;
    add(out, head);
    out.insert(out.end(), parts.begin(), parts.end());
    return out;
}

}  // namespace

UvcCamera::UvcCamera(CameraKind kind) : kind_(std::move(kind)) {}

std::optional<Bytes> UvcCamera::descriptor(std::uint8_t kind, std::uint8_t index) const {
    Bytes out;
    switch (kind) {
        case kDevice: {
            Bytes device = {kDevice, 0x00, 0x02, 0xEF, 2, 1, 64};
            add(device, kVendor, 2), add(device, kProduct, 2), add(device, kVersion, 2);
            device.insert(device.end(), {1, 2, 3, 1});
            add(out, device);
            return out;
        }
        case kConfiguration:
            return configuration(kind_);
        case kString:
            if (index == 0) return Bytes{4, kString, 0x09, 0x04};
            if (index == 1) return text("Vestibule");
            if (index == 2) return text("Camera of a test");
            if (index == 3) return text(kind_.serial);
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

std::optional<Bytes> UvcCamera::streaming(const Setup& setup) const {
    const auto which = static_cast<std::uint8_t>(setup.value >> 8);
    if (which != kProbe && which != kCommit) return std::nullopt;
    if (setup.request == kGetInfo) return Bytes{3};
    if (setup.request == kGetLength) return Bytes{kProbeBytes, 0};
    // There is one format, one frame and one rate: whatever is asked, these are what it becomes (4.3.1.1).
    Bytes out = {1, 0, 1, 1};
    add(out, kHundredNanosecondsPerSecond / kind_.rate_hz, 4);
    add(out, 0, 10);
    add(out, kMostPayload, 4), add(out, kMostPayload, 4);
    add(out, 1'000'000, 4);
    add(out, 0, 4);
    return out;
}

std::optional<Bytes> UvcCamera::answer(const Setup& setup, std::span<const std::uint8_t> data) const {
    std::optional<Bytes> out;
    if ((setup.type & 0x60) == 0) {
        if (setup.request == kGetDescriptor) {
            out = descriptor(static_cast<std::uint8_t>(setup.value >> 8), static_cast<std::uint8_t>(setup.value));
        } else if (setup.request == kGetStatus) {
            out = Bytes{0, 0};
        } else if (setup.request == kClearFeature || setup.request == kSetFeature) {
            out = Bytes{};
        }
    } else if ((setup.type & 0x60) == 0x20 && (setup.index & 0xFF) == 1) {
        if (setup.request != kSetCurrent) {
            out = streaming(setup);
        } else if (data.size() <= kProbeBytes) {
            out = Bytes{};
        }
    }
    if (out && out->size() > setup.length) out->resize(setup.length);
    return out;
}

Bytes UvcCamera::payload(std::span<const std::uint8_t> jpeg) {
    constexpr std::uint8_t kEndOfHeader = 0x80, kEndOfFrame = 0x02;
    constexpr std::size_t kHeaderBytes = 2;
    Bytes out(kHeaderBytes + jpeg.size());
    out[0] = kHeaderBytes;
    out[1] = static_cast<std::uint8_t>(kEndOfHeader | kEndOfFrame | (odd_ ? 1 : 0));
    odd_ = !odd_;
    std::copy(jpeg.begin(), jpeg.end(), out.begin() + kHeaderBytes);
    // A payload ends with a short packet; behind a JPEG's end zeroes mean nothing.
    if (out.size() % kEndpointBytes == 0) out.push_back(0);
    return out;
}

}  // namespace vestibule::image
