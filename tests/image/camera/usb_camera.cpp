// usb_camera - a webcam on an emulated machine's USB that shows a film: vestibule-usb-camera SOCKET FILM SERIAL.
// It speaks the USB redirection protocol with QEMU's usb-redir device. While it runs the camera is plugged in.
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <usbredirparser.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <deque>
#include <opencv2/videoio.hpp>
#include <stdexcept>

#include "tests/image/camera/uvc.hpp"

namespace vestibule::image {
namespace {

using Clock = std::chrono::steady_clock;

/// The pictures of a film of Motion JPEG, as they lie in it.
std::vector<Bytes> pictures_of(const std::string& film, CameraKind& kind) {
    cv::VideoCapture reader(film, cv::CAP_FFMPEG, {cv::CAP_PROP_FORMAT, -1});
    std::vector<Bytes> all;
    for (cv::Mat packet; reader.isOpened() && reader.read(packet) && !packet.empty();)
        all.emplace_back(packet.data, packet.data + packet.total() * packet.elemSize());
    if (all.empty() || all.front().size() < 2 || all.front()[0] != 0xFF || all.front()[1] != 0xD8)
        throw std::runtime_error(film + " is no film of Motion JPEG");
    kind.width_px = static_cast<std::uint16_t>(reader.get(cv::CAP_PROP_FRAME_WIDTH));
    kind.height_px = static_cast<std::uint16_t>(reader.get(cv::CAP_PROP_FRAME_HEIGHT));
    return all;
}

/// One connection of QEMU: the camera is plugged into one machine.
class Plug {
public:
    Plug(int socket, UvcCamera& camera, const std::vector<Bytes>& film, std::uint32_t rate_hz)
        : socket_(socket), camera_(camera), film_(film), interval_(std::chrono::seconds(1)) {
        interval_ /= rate_hz;
        parser_ = usbredirparser_create();
        if (parser_ == nullptr) throw std::bad_alloc();
        parser_->priv = this;
        parser_->log_func = [](void*, int level, const char* said) {
            if (level <= usbredirparser_warning) std::fprintf(stderr, "vestibule-usb-camera: %s\n", said);
        };
        parser_->read_func = [](void* self, std::uint8_t* to, int count) {
            const auto got = recv(of(self).socket_, to, static_cast<std::size_t>(count), MSG_DONTWAIT);
            if (got == 0) return -1;
            return got < 0 ? (errno == EAGAIN ? 0 : -1) : static_cast<int>(got);
        };
        parser_->write_func = [](void* self, std::uint8_t* from, int count) {
            const auto put = send(of(self).socket_, from, static_cast<std::size_t>(count), MSG_DONTWAIT | MSG_NOSIGNAL);
            return put < 0 ? (errno == EAGAIN ? 0 : -1) : static_cast<int>(put);
        };
        set_answers();
        std::uint32_t caps[USB_REDIR_CAPS_SIZE] = {};
        for (const int cap : {usb_redir_cap_connect_device_version, usb_redir_cap_ep_info_max_packet_size,
                              usb_redir_cap_64bits_ids, usb_redir_cap_32bits_bulk_length})
            usbredirparser_caps_set_cap(caps, cap);
        usbredirparser_init(parser_, "vestibule-usb-camera", caps, USB_REDIR_CAPS_SIZE, usbredirparser_fl_usb_host);
    }
    ~Plug() {
        usbredirparser_destroy(parser_);
        close(socket_);
    }
    Plug(const Plug&) = delete;
    Plug& operator=(const Plug&) = delete;

    /// Until QEMU goes away.
    void serve() {
        for (;;) {
            pollfd ready{.fd = socket_, .events = POLLIN, .revents = 0};
            if (usbredirparser_has_data_to_write(parser_) > 0) ready.events |= POLLOUT;
            if (poll(&ready, 1, wait_ms()) < 0 && errno != EINTR) return;
            if ((ready.revents & (POLLIN | POLLHUP)) != 0 &&
                usbredirparser_do_read(parser_) == usbredirparser_read_io_error)
                return;
            send_picture();
            if (usbredirparser_has_data_to_write(parser_) > 0 && usbredirparser_do_write(parser_) != 0) return;
        }
    }

private:
    struct Wanted {
        std::uint64_t id;
        usb_redir_bulk_packet_header header;
    };

    static Plug& of(void* self) { return *static_cast<Plug*>(self); }

    void set_answers() {
        parser_->hello_func = [](void* self, usb_redir_hello_header*) { of(self).plug_in(); };
        parser_->reset_func = [](void* self) { of(self).forget(); };
        parser_->set_configuration_func = [](void* self, std::uint64_t id, usb_redir_set_configuration_header* set) {
            usb_redir_configuration_status_header status{usb_redir_success, set->configuration};
            usbredirparser_send_configuration_status(of(self).parser_, id, &status);
        };
        parser_->get_configuration_func = [](void* self, std::uint64_t id) {
            usb_redir_configuration_status_header status{usb_redir_success, 1};
            usbredirparser_send_configuration_status(of(self).parser_, id, &status);
        };
        parser_->set_alt_setting_func = [](void* self, std::uint64_t id, usb_redir_set_alt_setting_header* set) {
            usb_redir_alt_setting_status_header status{usb_redir_success, set->interface, 0};
            usbredirparser_send_alt_setting_status(of(self).parser_, id, &status);
        };
        parser_->get_alt_setting_func = [](void* self, std::uint64_t id, usb_redir_get_alt_setting_header* get) {
            usb_redir_alt_setting_status_header status{usb_redir_success, get->interface, 0};
            usbredirparser_send_alt_setting_status(of(self).parser_, id, &status);
        };
        parser_->control_packet_func = [](void* self, std::uint64_t id, usb_redir_control_packet_header* header,
                                          std::uint8_t* data, int size) {
            of(self).control(id, *header, {data, static_cast<std::size_t>(size)});
            if (data != nullptr) usbredirparser_free_packet_data(of(self).parser_, data);
        };
        parser_->bulk_packet_func = [](void* self, std::uint64_t id, usb_redir_bulk_packet_header* header,
                                       std::uint8_t* data, int) {
            of(self).wanted_.push_back({id, *header});
            if (data != nullptr) usbredirparser_free_packet_data(of(self).parser_, data);
        };
        parser_->cancel_data_packet_func = [](void* self, std::uint64_t id) { of(self).cancel(id); };
    }

    /// What the host must know of the device before it is there.
    void plug_in() {
        usb_redir_interface_info_header interfaces{};
        interfaces.interface_count = 2;
        for (std::uint8_t at = 0; at < 2; ++at) {
            interfaces.interface[at] = at;
            interfaces.interface_class[at] = 0x0E;
            interfaces.interface_subclass[at] = static_cast<std::uint8_t>(at + 1);
        }
        usb_redir_ep_info_header endpoints{};
        std::fill(std::begin(endpoints.type), std::end(endpoints.type), std::uint8_t{usb_redir_type_invalid});
        constexpr std::size_t kIn = 16;  // where the endpoints towards the host begin
        endpoints.type[0] = endpoints.type[kIn] = usb_redir_type_control;
        endpoints.max_packet_size[0] = endpoints.max_packet_size[kIn] = 64;
        endpoints.type[kIn + 1] = usb_redir_type_bulk;
        endpoints.interface[kIn + 1] = 1;
        endpoints.max_packet_size[kIn + 1] = kEndpointBytes;
        usbredirparser_send_interface_info(parser_, &interfaces);
        usbredirparser_send_ep_info(parser_, &endpoints);
        usb_redir_device_connect_header device{usb_redir_speed_high, 0xEF, 2, 1, kVendor, kProduct, kVersion};
        usbredirparser_send_device_connect(parser_, &device);
    }

    void control(std::uint64_t id, usb_redir_control_packet_header header, std::span<const std::uint8_t> data) {
        const auto said =
            camera_.answer({header.requesttype, header.request, header.value, header.index, header.length}, data);
        header.status = said ? usb_redir_success : usb_redir_stall;
        const bool to_host = (header.requesttype & 0x80) != 0;
        Bytes out = said && to_host ? *said : Bytes{};
        if (to_host || !said) header.length = static_cast<std::uint16_t>(out.size());
        usbredirparser_send_control_packet(parser_, id, &header, out.data(), static_cast<int>(out.size()));
    }

    void forget() {
        wanted_.clear();
        left_.clear();
        sent_ = 0;
    }

    void cancel(std::uint64_t id) {
        const auto found = std::find_if(wanted_.begin(), wanted_.end(), [id](const Wanted& w) { return w.id == id; });
        if (found == wanted_.end()) return;
        found->header.status = usb_redir_cancelled;
        found->header.length = found->header.length_high = 0;
        usbredirparser_send_bulk_packet(parser_, id, &found->header, nullptr, 0);
        // Who stops in the middle of a picture begins with a whole one.
        wanted_.erase(found);
        left_.clear();
        sent_ = 0;
    }

    [[nodiscard]] int wait_ms() const {
        if (wanted_.empty()) return -1;
        const auto rest = std::chrono::ceil<std::chrono::milliseconds>(due_ - Clock::now());
        return static_cast<int>(std::clamp<std::int64_t>(rest.count(), 0, 1000));
    }

    /// As much of a picture as is due and asked for.
    void send_picture() {
        while (!wanted_.empty()) {
            if (sent_ == left_.size()) {
                if (Clock::now() < due_) return;
                due_ = Clock::now() + interval_;
                left_ = camera_.payload(film_[next_++ % film_.size()]);
                sent_ = 0;
            }
            Wanted asked = wanted_.front();
            wanted_.pop_front();
            const std::size_t room = asked.header.length | std::size_t{asked.header.length_high} << 16;
            const std::size_t part = std::min(room, left_.size() - sent_);
            asked.header.status = usb_redir_success;
            asked.header.length = static_cast<std::uint16_t>(part);
            asked.header.length_high = static_cast<std::uint16_t>(part >> 16);
            usbredirparser_send_bulk_packet(parser_, asked.id, &asked.header, left_.data() + sent_,
                                            static_cast<int>(part));
            sent_ += part;
        }
    }

    int socket_;
    UvcCamera& camera_;
    const std::vector<Bytes>& film_;
    Clock::duration interval_;
    usbredirparser* parser_ = nullptr;
    std::deque<Wanted> wanted_;
    Bytes left_;  ///< the picture that is being sent
    std::size_t sent_ = 0, next_ = 0;
    Clock::time_point due_;
};

int listen_at(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) throw std::runtime_error("the socket's path is too long");
    std::copy(path.begin(), path.end(), address.sun_path);
    unlink(path.c_str());
    const int door = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (door < 0 || bind(door, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(door, 1) != 0)
        throw std::runtime_error("no socket at " + path);
    return door;
}

}  // namespace
}  // namespace vestibule::image

int main(int argc, char** argv) {
    using namespace vestibule::image;
    if (argc != 4) return 64;
    try {
        CameraKind kind{.serial = argv[3]};
        const std::vector<Bytes> film = pictures_of(argv[2], kind);
        UvcCamera camera(kind);
        const int door = listen_at(argv[1]);
        for (;;) {
            const int machine = accept4(door, nullptr, nullptr, SOCK_CLOEXEC);
            if (machine < 0) throw std::runtime_error("no machine");
            Plug(machine, camera, film, kind.rate_hz).serve();
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "vestibule-usb-camera: %s\n", error.what());
        return 1;
    }
}
