// screen - reads the root window through shared memory: a strip costs microseconds, the whole display a few
// milliseconds.
#include "tests/bench/screen.hpp"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <cairo.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <thread>

namespace vestibule::bench {

namespace {

constexpr std::chrono::milliseconds kLook{2};
constexpr std::chrono::milliseconds kEmpty{20'000};
constexpr std::uint32_t kRootColour = 0xFF00FF;  // no screen of the kiosk looks like that
constexpr std::uint32_t kColour = 0xFFFFFF;
constexpr int kStrip_px = 8;

}  // namespace

double Picture::likeness(const Picture& other) const {
    if (width_px != other.width_px || height_px != other.height_px || pixels.empty()) return 0;
    std::size_t same = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i) same += pixels[i] == other.pixels[i] ? 1 : 0;
    return static_cast<double>(same) / static_cast<double>(pixels.size());
}

bool Picture::write_png(const std::filesystem::path& file) const {
    std::vector<std::uint32_t> copy = pixels;
    cairo_surface_t* surface = cairo_image_surface_create_for_data(
        reinterpret_cast<unsigned char*>(copy.data()), CAIRO_FORMAT_RGB24, width_px, height_px, width_px * 4);
    const bool written = cairo_surface_write_to_png(surface, file.c_str()) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return written;
}

Picture Picture::filled(int width_px, int height_px, std::uint32_t rgb) {
    return {width_px, height_px, std::vector<std::uint32_t>(static_cast<std::size_t>(width_px) * height_px, rgb)};
}

/// One shared picture of the display's size, and a strip across and a strip down in the same memory.
struct Screen::X {
    Display* display = nullptr;
    Window root = 0;
    int width_px = 0, height_px = 0;
    XShmSegmentInfo memory{};

    explicit X(const std::string& name) : display(XOpenDisplay(name.c_str())) {
        if (display == nullptr) throw std::runtime_error("cannot open the display " + name);
        root = DefaultRootWindow(display);
        const int screen = DefaultScreen(display);
        width_px = DisplayWidth(display, screen);
        height_px = DisplayHeight(display, screen);
        if (XShmQueryExtension(display) == 0 || DefaultDepth(display, screen) != 24) {
            throw std::runtime_error("the display has no shared memory, or not 24 bits a pixel");
        }
        memory.shmid = shmget(IPC_PRIVATE, static_cast<std::size_t>(width_px) * height_px * 4, IPC_CREAT | 0600);
        if (memory.shmid < 0) throw std::runtime_error("no shared memory for the display's picture");
        memory.shmaddr = static_cast<char*>(shmat(memory.shmid, nullptr, 0));
        XShmAttach(display, &memory);
        XSync(display, False);
        shmctl(memory.shmid, IPC_RMID, nullptr);  // gone with the last that is attached
        XSetWindowBackground(display, root, kRootColour);
        XClearWindow(display, root);
        XSync(display, False);
    }
    ~X() {
        XShmDetach(display, &memory);
        XCloseDisplay(display);
        shmdt(memory.shmaddr);
    }
    X(const X&) = delete;
    X& operator=(const X&) = delete;

    /// Reads a part of the root into the shared memory: `width` pixels a row, without gaps.
    const std::uint32_t* read(int x, int y, int width, int height) {
        const int screen = DefaultScreen(display);
        XImage* image = XShmCreateImage(display, DefaultVisual(display, screen), 24, ZPixmap, memory.shmaddr, &memory,
                                        static_cast<unsigned>(width), static_cast<unsigned>(height));
        const bool got = image != nullptr && XShmGetImage(display, root, image, x, y, AllPlanes) != 0;
        if (image != nullptr) {
            image->data = nullptr;
            XDestroyImage(image);
        }
        if (!got) throw std::runtime_error("the display's picture cannot be read");
        return reinterpret_cast<const std::uint32_t*>(memory.shmaddr);
    }

    bool equal(const Picture& wanted, int x, int y, int width, int height) {
        const std::uint32_t* seen = read(x, y, width, height);
        for (int row = 0; row < height; ++row) {
            const std::uint32_t* expected = wanted.pixels.data() + static_cast<std::ptrdiff_t>(y + row) * width_px + x;
            for (int column = 0; column < width; ++column) {
                if ((*seen++ & kColour) != expected[column]) return false;
            }
        }
        return true;
    }
};

Screen::Screen(const std::string& display) : x_(std::make_unique<X>(display)) {}
Screen::~Screen() = default;

Picture Screen::picture() {
    const std::uint32_t* seen = x_->read(0, 0, x_->width_px, x_->height_px);
    Picture all{x_->width_px, x_->height_px, {}};
    all.pixels.assign(seen, seen + static_cast<std::ptrdiff_t>(x_->width_px) * x_->height_px);
    for (std::uint32_t& pixel : all.pixels) pixel &= kColour;
    return all;
}

Picture Screen::settled(std::chrono::milliseconds quiet, std::chrono::milliseconds patience) {
    const Picture empty = Picture::filled(x_->width_px, x_->height_px, kRootColour);
    const auto until = Clock::now() + patience;
    Picture last = picture();
    auto since = Clock::now();
    while (Clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        Picture now = picture();
        if (now == last) {
            if (last != empty && Clock::now() - since >= quiet) return last;
            continue;
        }
        last = std::move(now);
        since = Clock::now();
    }
    throw std::runtime_error("the display never came to rest");
}

bool Screen::strips_equal(const Picture& wanted) {
    const int x = (x_->width_px - kStrip_px) / 2, y = (x_->height_px - kStrip_px) / 2;
    return x_->equal(wanted, x, 0, kStrip_px, x_->height_px) && x_->equal(wanted, 0, y, x_->width_px, kStrip_px);
}

std::optional<Clock::time_point> Screen::wait_for(const Picture& wanted, std::chrono::milliseconds patience) {
    const auto until = Clock::now() + patience;
    while (Clock::now() < until) {
        const auto looked = Clock::now();
        if (strips_equal(wanted)) {
            // The server answers in order: what the strips showed was there before now.
            const auto seen = Clock::now();
            if (x_->equal(wanted, 0, 0, x_->width_px, x_->height_px)) return seen;
        }
        std::this_thread::sleep_until(looked + kLook);
    }
    return std::nullopt;
}

void Screen::wait_until_empty() {
    XClearWindow(x_->display, x_->root);
    const Picture empty = Picture::filled(x_->width_px, x_->height_px, kRootColour);
    if (!wait_for(empty, kEmpty)) throw std::runtime_error("a window stayed on the display");
}

}  // namespace vestibule::bench
