// workshop - a process beside this one, made while there was one thread only, that carries out what is slow or may
// hang.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/privacy/result.hpp"

namespace vestibule::device {

/// Requests are carried out one after the other, each in a child of the workshop: one that crashes ends that request,
/// and one that is to stop is killed with everything that it started.
class Workshop {
public:
    using Tell = std::function<void(const std::string& line)>;
    using Work = std::function<void(const std::string& request, const Tell& tell)>;

    /// The line after the last one of each request.
    static constexpr const char* kEnd = "end";

    /// To be called while the process has one thread only. Errors: FileUnreadable.
    static Result<Workshop> open(Work work);
    Workshop(Workshop&& other) noexcept;
    Workshop& operator=(Workshop&&) = delete;
    ~Workshop();

    /// One line; false when the workshop is gone.
    bool ask(const std::string& request);
    /// Ends the request that is being carried out; its end is heard as always.
    bool stop() { return ask(std::string(1, kStop)); }
    /// The lines that have come; does not wait.
    std::vector<std::string> heard();
    [[nodiscard]] bool gone() const { return socket_ < 0; }

private:
    static constexpr char kStop = '\x18';
    Workshop(int socket, int pid) : socket_(socket), pid_(pid) {}
    [[noreturn]] static void be(int socket, const Work& work);
    int socket_ = -1, pid_ = -1;
    std::string received_;
};

}  // namespace vestibule::device
