// wifi_control - a datagram there, a datagram back, from a socket of our own that goes with it.
#include "kiosk/device/os/wifi_control.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace vestibule::device {

namespace {

Error failed(const std::string& what) {
    return {ErrorCode::NotReachable, "the Wi-Fi's program: " + what};
}

/// Ends itself; its name is the kernel's, and no file.
class Control {
public:
    Control() = default;
    ~Control() {
        if (file_ >= 0) close(file_);
    }
    Control(const Control&) = delete;
    Control& operator=(const Control&) = delete;

    Result<void> open(const std::filesystem::path& folder, const std::string& device,
                      std::chrono::milliseconds patience) {
        sockaddr_un mine{}, theirs{};
        mine.sun_family = theirs.sun_family = AF_UNIX;
        const std::string path = folder / device;
        if (file_ < 0 || path.size() >= sizeof theirs.sun_path) return failed("no socket");
        std::memcpy(theirs.sun_path, path.c_str(), path.size() + 1);
        // A name of the kernel's choosing, so that it can answer.
        if (bind(file_, reinterpret_cast<const sockaddr*>(&mine), sizeof mine.sun_family) != 0 ||
            connect(file_, reinterpret_cast<const sockaddr*>(&theirs), sizeof theirs) != 0)
            return failed(std::strerror(errno));
        const timeval within{.tv_sec = patience.count() / 1000, .tv_usec = patience.count() % 1000 * 1000};
        setsockopt(file_, SOL_SOCKET, SO_RCVTIMEO, &within, sizeof within);
        return {};
    }
    /// Errors: TimedOut.
    Result<std::string> hear() {
        const ssize_t length = recv(file_, answer_.data(), answer_.size(), 0);
        if (length < 0) return Error{ErrorCode::TimedOut, "the Wi-Fi's program does not answer"};
        return std::string(answer_.data(), static_cast<std::size_t>(length));
    }
    /// What happens meanwhile is told between request and answer, and begins with its level: "<3>".
    Result<std::string> ask(const std::string& request) {
        if (send(file_, request.data(), request.size(), MSG_NOSIGNAL) < 0) return failed(std::strerror(errno));
        for (;;) {
            auto said = hear();
            if (!said || !said->starts_with('<')) return said;
        }
    }

private:
    int file_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    std::array<char, 65536> answer_{};
};

constexpr std::string_view kScanned = "CTRL-EVENT-SCAN-RESULTS", kScanFailed = "CTRL-EVENT-SCAN-FAILED";

}  // namespace

Result<std::string> ask_wifi(const std::filesystem::path& folder, const std::string& device, const std::string& request,
                             std::chrono::milliseconds patience) {
    Control control;
    if (Result<void> opened = control.open(folder, device, patience); !opened) return std::move(opened).error();
    return control.ask(request);
}

Result<void> scan_wifi(const std::filesystem::path& folder, const std::string& device,
                       std::chrono::milliseconds patience) {
    Control control;
    if (Result<void> opened = control.open(folder, device, patience); !opened) return opened;
    if (const auto attached = control.ask("ATTACH"); !attached) return attached.error();
    const auto begun = control.ask("SCAN");
    if (!begun) return begun.error();
    // FAIL-BUSY: it listens already, and tells when it is done.
    if (*begun != "OK\n" && *begun != "FAIL-BUSY\n") return failed("it cannot look for networks");
    for (;;) {
        const auto said = control.hear();
        if (!said) return said.error();
        if (said->find(kScanned) != std::string::npos) return {};
        if (said->find(kScanFailed) != std::string::npos) return failed("it could not look for networks");
    }
}

}  // namespace vestibule::device
