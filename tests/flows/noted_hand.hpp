// noted_hand - a root helper that only notes what it is asked, and says that it has done it.
#pragma once

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace vestibule::flows {

class NotedHand {
public:
    explicit NotedHand(const std::filesystem::path& socket_path) {
        listener_ = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, socket_path.c_str(), sizeof address.sun_path - 1);
        EXPECT_EQ(bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        EXPECT_EQ(listen(listener_, 4), 0);
        thread_ = std::thread([this] {
            for (int one = 0; (one = accept(listener_, nullptr, nullptr)) >= 0; close(one)) {
                char packet[128];
                const ssize_t length = recv(one, packet, sizeof packet, 0);
                {
                    const std::scoped_lock lock(mutex_);
                    asked_.emplace_back(packet, static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
                }
                (void)send(one, "ok", 2, MSG_NOSIGNAL);
            }
        });
    }
    ~NotedHand() {
        shutdown(listener_, SHUT_RDWR);
        thread_.join();
        close(listener_);
    }
    NotedHand(const NotedHand&) = delete;
    NotedHand& operator=(const NotedHand&) = delete;
    std::vector<std::string> asked() {
        const std::scoped_lock lock(mutex_);
        return asked_;
    }

private:
    int listener_ = -1;
    std::mutex mutex_;
    std::vector<std::string> asked_;
    std::thread thread_;
};

}  // namespace vestibule::flows
