// escpos - ESC/POS over the kernel's printer device: its status lines, and text in one go with a time limit.
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "drivers/printer/printer.hpp"

namespace vestibule::drivers {

namespace {

constexpr std::chrono::seconds kTaken{5};     // a printer that takes nothing for so long has no paper, or is off
constexpr unsigned long kGetStatus = 0x060b;  // LPGETSTATUS of linux/lp.h
constexpr int kSelected = 0x10, kPaperOut = 0x20, kNoError = 0x08;  // LP_PSELECD, LP_POUTPA, LP_PERRORP

class EscposPrinter final : public Printer {
public:
    explicit EscposPrinter(std::filesystem::path device) : device_(std::move(device)) {}

    Result<PrinterState> state() override {
        const int handle = open(device_.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        if (handle < 0) return absent();
        int lines = 0;
        const int asked = ioctl(handle, kGetStatus, &lines);
        const int why = errno;
        close(handle);
        if (asked != 0) return Error{ErrorCode::FileUnreadable, device_.string() + ": " + std::strerror(why)};
        if ((lines & kPaperOut) != 0) return PrinterState::NoPaper;
        if ((lines & kNoError) == 0) return PrinterState::Trouble;
        return (lines & kSelected) != 0 ? PrinterState::Ready : PrinterState::OffLine;
    }

    Result<void> print(const std::vector<std::string>& lines) override {
        const int handle = open(device_.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
        if (handle < 0) return absent();
        const bool taken = give(handle, escpos(lines));
        close(handle);
        if (taken) return {};
        return Error{ErrorCode::FileUnreadable, device_.string() + ": it does not take what is to be printed"};
    }

private:
    [[nodiscard]] Error absent() const {
        return {ErrorCode::FileUnreadable, device_.string() + ": " + std::strerror(errno)};
    }

    static bool give(int handle, const std::string& bytes) {
        const auto until = std::chrono::steady_clock::now() + kTaken;
        for (std::size_t at = 0; at < bytes.size();) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
            pollfd ready{handle, POLLOUT, 0};
            if (left.count() <= 0 || poll(&ready, 1, static_cast<int>(left.count())) <= 0) return false;
            const ssize_t count = write(handle, bytes.data() + at, bytes.size() - at);
            if (count < 0 && errno != EAGAIN && errno != EINTR) return false;
            if (count > 0) at += static_cast<std::size_t>(count);
        }
        return true;
    }

    std::filesystem::path device_;
};

}  // namespace

std::string escpos(const std::vector<std::string>& lines) {
    std::string bytes = "\x1b@";  // start afresh
    for (const std::string& line : lines) {
        for (const char c : line) {
            const auto code = static_cast<unsigned char>(c);
            if ((code & 0xC0U) == 0x80U) continue;  // the rest of a character that became one '?'
            bytes += code >= 0x20 && code < 0x7F ? c : '?';
        }
        bytes += '\n';
    }
    return bytes +
           "\x1b"
           "d\x04\x1dV\x01";  // four lines on, then cut
}

std::unique_ptr<Printer> make_escpos_printer(std::filesystem::path device) {
    return std::make_unique<EscposPrinter>(std::move(device));
}

}  // namespace vestibule::drivers
