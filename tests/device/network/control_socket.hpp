// control_socket - stands in for wpa_supplicant: one of its control sockets, with answers that are told in turn.
#pragma once

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace vestibule::device::testing {

/// Speaks as wpa_supplicant's documents say; answers are told in turn.
class ControlSocket {
public:
    ControlSocket(const std::filesystem::path& path, std::vector<std::vector<std::string>> answers)
        : file_(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        EXPECT_EQ(bind(file_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        thread_ = std::thread([this, answers = std::move(answers)] {
            for (const auto& each : answers) {
                char request[200];
                sockaddr_un from{};
                socklen_t size = sizeof from;
                const auto length =
                    recvfrom(file_, request, sizeof request, 0, reinterpret_cast<sockaddr*>(&from), &size);
                if (length <= 0) return;
                heard_.emplace_back(request, static_cast<std::size_t>(length));
                for (const std::string& answer : each)
                    sendto(file_, answer.data(), answer.size(), 0, reinterpret_cast<const sockaddr*>(&from), size);
            }
        });
    }
    ~ControlSocket() {
        shutdown(file_, SHUT_RDWR);  // whoever never asked is not waited for
        thread_.join();
        close(file_);
    }
    std::vector<std::string> heard_;

private:
    int file_;
    std::thread thread_;
};

}  // namespace vestibule::device::testing
