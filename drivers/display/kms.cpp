// kms - finds the card with a connected display, and puts a plain buffer on it.
#include "drivers/display/kms.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

#include <cerrno>
#include <cstring>

#include "kiosk/privacy/held.hpp"

namespace vestibule::drivers {

namespace {

constexpr int kCardsMax = 8;
constexpr std::uint32_t kBitsPerPixel = 32, kDepth = 24;

Error failed(const char* what) {
    return {ErrorCode::NoDisplay, std::string(what) + ": " + std::strerror(errno)};
}

using Resources = Held<drmModeRes, drmModeFreeResources>;
using Connector = Held<drmModeConnector, drmModeFreeConnector>;
using Encoder = Held<drmModeEncoder, drmModeFreeEncoder>;

/// A crtc that one of the connector's encoders can use; 0: none.
std::uint32_t crtc_for(int card, const drmModeRes& resources, const drmModeConnector& connector) {
    for (int e = 0; e < connector.count_encoders; ++e) {
        const Encoder encoder(drmModeGetEncoder(card, connector.encoders[e]));
        for (int c = 0; encoder != nullptr && c < resources.count_crtcs; ++c) {
            if ((encoder->possible_crtcs & (1U << static_cast<unsigned>(c))) != 0) return resources.crtcs[c];
        }
    }
    return 0;
}

}  // namespace

struct KmsDisplay::Mode {
    drmModeModeInfo info{};
};

Result<std::unique_ptr<KmsDisplay>> KmsDisplay::open(const std::string& folder) {
    Error last{ErrorCode::NoDisplay, "no card in " + folder};
    for (int card = 0; card < kCardsMax; ++card) {
        const std::string path = folder + "/card" + std::to_string(card);
        const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
        if (file < 0) {
            if (errno != ENOENT) last = failed(path.c_str());
            continue;
        }
        std::unique_ptr<KmsDisplay> display(new KmsDisplay);
        if (Result<void> taken = display->take(file); !taken) {
            last = std::move(taken).error();
            continue;
        }
        return display;
    }
    return last;
}

Result<std::unique_ptr<KmsDisplay>> KmsDisplay::on(int card) {
    const int own = fcntl(card, F_DUPFD_CLOEXEC, 0);
    if (own < 0) return failed("the card");
    std::unique_ptr<KmsDisplay> display(new KmsDisplay);
    if (Result<void> taken = display->take(own); !taken) return std::move(taken).error();
    return display;
}

Result<void> KmsDisplay::take(int card) {
    card_ = card;
    if (!choose()) return Error{ErrorCode::NoDisplay, "nothing is connected"};
    return make_buffer();
}

bool KmsDisplay::choose() {
    const Resources resources(drmModeGetResources(card_));
    for (int c = 0; resources != nullptr && c < resources->count_connectors; ++c) {
        const Connector connector(drmModeGetConnector(card_, resources->connectors[c]));
        if (connector == nullptr || connector->connection != DRM_MODE_CONNECTED || connector->count_modes == 0)
            continue;
        crtc_ = crtc_for(card_, *resources, *connector);
        if (crtc_ == 0) continue;
        mode_ = std::make_unique<Mode>();
        mode_->info = connector->modes[0];
        for (int m = 0; m < connector->count_modes; ++m) {
            if ((connector->modes[m].type & DRM_MODE_TYPE_PREFERRED) == 0) continue;
            mode_->info = connector->modes[m];
            break;
        }
        connector_ = connector->connector_id;
        width_px_ = mode_->info.hdisplay;
        height_px_ = mode_->info.vdisplay;
        return true;
    }
    return false;
}

Result<void> KmsDisplay::make_buffer() {
    drm_mode_create_dumb made{};
    made.width = static_cast<std::uint32_t>(width_px_);
    made.height = static_cast<std::uint32_t>(height_px_);
    made.bpp = kBitsPerPixel;
    if (drmIoctl(card_, DRM_IOCTL_MODE_CREATE_DUMB, &made) != 0) return failed("no buffer");
    handle_ = made.handle;
    row_bytes_ = static_cast<int>(made.pitch);
    size_bytes_ = made.size;
    if (drmModeAddFB(card_, made.width, made.height, kDepth, kBitsPerPixel, made.pitch, handle_, &buffer_) != 0)
        return failed("no frame");
    drm_mode_map_dumb mapped{};
    mapped.handle = handle_;
    if (drmIoctl(card_, DRM_IOCTL_MODE_MAP_DUMB, &mapped) != 0) return failed("no mapping");
    void* memory =
        mmap(nullptr, size_bytes_, PROT_READ | PROT_WRITE, MAP_SHARED, card_, static_cast<off_t>(mapped.offset));
    if (memory == MAP_FAILED) return failed("no memory");
    pixels_ = static_cast<std::uint32_t*>(memory);
    return {};
}

Result<void> KmsDisplay::show() {
    if (drmModeSetCrtc(card_, crtc_, buffer_, 0, 0, &connector_, 1, &mode_->info) != 0) return failed("not shown");
    // Virtual displays take the picture over only when they are told.
    drmModeDirtyFB(card_, buffer_, nullptr, 0);
    return {};
}

Result<void> KmsDisplay::changed(int x, int y, int width, int height) {
    drmModeClip place{static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y),
                      static_cast<std::uint16_t>(x + width), static_cast<std::uint16_t>(y + height)};
    const int taken = drmModeDirtyFB(card_, buffer_, &place, 1);
    // A display that reads the memory itself has nothing to be told.
    if (taken != 0 && taken != -ENOSYS) return failed("not taken over");
    return {};
}

KmsDisplay::~KmsDisplay() {
    if (pixels_ != nullptr) {
        std::memset(pixels_, 0, size_bytes_);
        munmap(pixels_, size_bytes_);
    }
    if (buffer_ != 0) drmModeRmFB(card_, buffer_);
    if (handle_ != 0) {
        drm_mode_destroy_dumb gone{};
        gone.handle = handle_;
        drmIoctl(card_, DRM_IOCTL_MODE_DESTROY_DUMB, &gone);
    }
    if (card_ >= 0) close(card_);
}

}  // namespace vestibule::drivers
