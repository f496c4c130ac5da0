// qmp - speaks with a running QEMU as a test's hands and eyes: keys in, pictures and memory out.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace {

using nlohmann::json;

constexpr int kUsage = 64;

[[noreturn]] void fail(const std::string& why) {
    std::fprintf(stderr, "vestibule-qmp: %s\n", why.c_str());
    std::exit(1);
}

class Guest {
public:
    explicit Guest(const char* path) : socket_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string_view all(path);
        if (all.size() >= sizeof address.sun_path) fail("the socket's path is too long");
        std::copy(all.begin(), all.end(), address.sun_path);
        if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) fail("QEMU does not answer");
        line();  // its greeting
        ask({{"execute", "qmp_capabilities"}});
    }
    ~Guest() { close(socket_); }
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;

    json ask(const json& request) {
        const std::string text = request.dump() + "\n";
        if (write(socket_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) fail("QEMU is gone");
        for (;;) {
            const json answer = json::parse(line());
            if (answer.contains("error")) fail(answer["error"]["desc"].get<std::string>());
            if (answer.contains("return")) return answer["return"];  // what lies between are events
        }
    }

private:
    std::string line() {
        std::size_t end = 0;
        while ((end = received_.find('\n')) == std::string::npos) {
            char part[4096];
            const ssize_t count = read(socket_, part, sizeof part);
            if (count <= 0) fail("QEMU is gone");
            received_.append(part, static_cast<std::size_t>(count));
        }
        const std::string whole = received_.substr(0, end);
        received_.erase(0, end + 1);
        return whole;
    }

    int socket_;
    std::string received_;
};

/// "shift-tab": all of them down, then up.
json chord(const std::string& text, int hold_ms = 80) {
    json keys = json::array();
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('-', at), text.size());
        keys.push_back({{"type", "qcode"}, {"data", text.substr(at, end - at)}});
        at = end + 1;
    }
    return {{"execute", "send-key"}, {"arguments", {{"keys", keys}, {"hold-time", hold_ms}}}};
}

/// The pixels of a picture (P6, as QEMU and ImageMagick write it) behind its head.
std::string pixels(const std::string& file, std::string& size) {
    std::ifstream stream(file, std::ios::binary);
    std::string magic, width, height, most;
    stream >> magic >> width >> height >> most;
    stream.get();
    if (magic != "P6" || most != "255") fail(file + " is no picture of eight bits");
    size = width + "x" + height;
    return {std::istreambuf_iterator<char>(stream), {}};
}

struct Part {
    std::size_t x = 0, y = 0, w = SIZE_MAX, h = SIZE_MAX;
};

/// How many of a thousand pixels of a part are another colour; all of them where the sizes differ.
int differs(const std::string& a, const std::string& b, const Part& part) {
    constexpr int kNear = 10;  // of 255: what a graphics card's rounding does
    std::string size, other_size;
    const std::string left = pixels(a, size), right = pixels(b, other_size);
    if (size != other_size || left.size() != right.size() || left.size() < 3) return 1000;
    const std::size_t width = std::stoul(size), height = left.size() / 3 / width;
    std::size_t wrong = 0, all = 0;
    for (std::size_t y = part.y; y < height && y - part.y < part.h; ++y) {
        for (std::size_t x = part.x; x < width && x - part.x < part.w; ++x, ++all) {
            const std::size_t at = (y * width + x) * 3;
            bool other = false;
            for (std::size_t c = at; c < at + 3; ++c) {
                const int distance = static_cast<unsigned char>(left[c]) - static_cast<unsigned char>(right[c]);
                other = other || distance > kNear || distance < -kNear;
            }
            wrong += other ? 1 : 0;
        }
    }
    return all == 0 ? 1000 : static_cast<int>((wrong * 1000 + all - 1) / all);
}

int act(Guest& guest, const std::string& verb, const std::vector<std::string>& words) {
    if (verb == "screen" && words.size() == 1) {
        guest.ask({{"execute", "screendump"}, {"arguments", {{"filename", words[0]}}}});
    } else if (verb == "looks" && (words.size() == 2 || words.size() == 6)) {
        Part part;
        if (words.size() == 6) {
            part = {std::stoul(words[2]), std::stoul(words[3]), std::stoul(words[4]), std::stoul(words[5])};
        }
        guest.ask({{"execute", "screendump"}, {"arguments", {{"filename", words[0]}}}});
        std::printf("%d\n", differs(words[0], words[1], part));
    } else if (verb == "keys" && !words.empty()) {
        for (const std::string& word : words) {
            guest.ask(chord(word));
            usleep(200'000);  // a person's pace, and longer than the key is held
        }
    } else if (verb == "hold" && words.size() == 2) {
        const int hold_ms = std::atoi(words[1].c_str());
        guest.ask(chord(words[0], hold_ms));
        usleep(static_cast<useconds_t>(hold_ms) * 1000 + 200'000);
    } else if (verb == "memory" && words.size() == 1) {
        guest.ask({{"execute", "dump-guest-memory"},
                   {"arguments", {{"paging", false}, {"protocol", "file:" + words[0]}}}});
    } else if ((verb == "quit" || verb == "stop" || verb == "cont" || verb == "system_reset" ||
                verb == "system_powerdown") && words.empty()) {
        guest.ask({{"execute", verb}});
    } else if (verb == "status" && words.empty()) {
        std::printf("%s\n", guest.ask({{"execute", "query-status"}})["status"].get<std::string>().c_str());
    } else if (verb == "monitor" && words.size() == 1) {
        const json said =
            guest.ask({{"execute", "human-monitor-command"}, {"arguments", {{"command-line", words[0]}}}});
        std::fputs(said.get<std::string>().c_str(), stdout);
    } else {
        return kUsage;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fputs("vestibule-qmp SOCKET screen FILE | looks FILE LIKE [X Y W H] | keys CHORD... | hold CHORD MS |"
                   " memory FILE |"
                   " monitor COMMAND | quit | stop | cont | system_reset | system_powerdown | status\n", stderr);
        return kUsage;
    }
    Guest guest(argv[1]);
    return act(guest, argv[2], {argv + 3, argv + argc});
}
