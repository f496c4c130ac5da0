// binding - reads /sys/class/video4linux; a device whose parents are software or stand nowhere is no camera.
#include "drivers/camera/v4l2/binding.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>

namespace vestibule::drivers::v4l2 {
namespace {

namespace fs = std::filesystem;

std::string line_of(const fs::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

bool starts(std::string_view text, std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(), [&](auto one) { return text.starts_with(one); });
}

Node node_of(const fs::path& entry, std::error_code& trouble) {
    Node node;
    node.device = "/dev/" + entry.filename().string();
    node.name = line_of(entry / "name");
    const std::string index = line_of(entry / "index");
    std::from_chars(index.data(), index.data() + index.size(), node.index);
    const fs::path real = fs::canonical(entry, trouble);
    for (const fs::path& part : real) {
        if (starts(part.string(), {"virtual", "vivid", "vimc", "v4l2loopback", "visl"})) node.made_by_software = true;
    }
    // The USB device stands above its interface; it is the first parent that has a vendor.
    for (fs::path at = real; at.has_parent_path() && at != at.parent_path(); at = at.parent_path()) {
        if (!fs::exists(at / "idVendor", trouble)) continue;
        node.vendor = line_of(at / "idVendor");
        node.product = line_of(at / "idProduct");
        node.serial = line_of(at / "serial");
        node.port = at.filename().string();
        break;
    }
    return node;
}

int number_of(const std::string& device) {
    const auto digits = device.find_last_not_of("0123456789") + 1;
    int number = 0;
    std::from_chars(device.data() + digits, device.data() + device.size(), number);
    return number;
}

/// "key=value,key=value"; false where a key is not known or nothing is asked.
bool asks(std::string_view wanted, Node& node) {
    const std::array<std::pair<std::string_view, std::string Node::*>, 4> keys = {
        {{"port", &Node::port}, {"vendor", &Node::vendor}, {"product", &Node::product}, {"serial", &Node::serial}}};
    while (!wanted.empty()) {
        const auto end = std::min(wanted.find(','), wanted.size());
        const std::string_view part = wanted.substr(0, end);
        wanted.remove_prefix(std::min(end + 1, wanted.size()));
        const auto equal = part.find('=');
        const auto key =
            std::find_if(keys.begin(), keys.end(), [&](const auto& one) { return one.first == part.substr(0, equal); });
        if (equal == std::string_view::npos || key == keys.end() || equal + 1 == part.size()) return false;
        node.*(key->second) = std::string(part.substr(equal + 1));
    }
    return true;
}

bool fits(const Node& wanted, const Node& node) {
    const auto right = [&](std::string Node::*what) { return (wanted.*what).empty() || wanted.*what == node.*what; };
    return right(&Node::port) && right(&Node::vendor) && right(&Node::product) && right(&Node::serial);
}

Error missing(std::string_view wanted, std::string_view why) {
    return Error{ErrorCode::CameraMissing, std::string(wanted) + ": " + std::string(why)};
}

}  // namespace

std::vector<Node> nodes(const fs::path& sys) {
    std::vector<Node> all;
    std::error_code trouble;
    for (const auto& entry : fs::directory_iterator(sys / "class/video4linux", trouble)) {
        if (entry.path().filename().string().starts_with("video")) all.push_back(node_of(entry.path(), trouble));
    }
    std::sort(all.begin(), all.end(),
              [](const Node& a, const Node& b) { return number_of(a.device) < number_of(b.device); });
    return all;
}

std::string binding_of(const Node& node) {
    if (node.port.empty()) return node.device;
    std::string text = "port=" + node.port;
    const auto add = [&text](const char* key, const std::string& value) {
        // What would end the part, or could not stand in a settings file, tells cameras apart no better than the port.
        const bool plain =
            std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c <= '~' && c != ','; });
        if (!value.empty() && plain) text += "," + std::string(key) + "=" + value;
    };
    add("vendor", node.vendor), add("product", node.product), add("serial", node.serial);
    return text;
}

Result<std::string> resolve(std::string_view wanted, const fs::path& sys) {
    const std::vector<Node> all = nodes(sys);
    if (wanted.starts_with("/dev/")) {
        // A stable name, such as /dev/v4l/by-id/..., is a link to the device.
        std::error_code trouble;
        const fs::path real = fs::canonical(std::string(wanted), trouble);
        const std::string device = trouble ? std::string(wanted) : real.string();
        const auto node = std::find_if(all.begin(), all.end(), [&](const Node& one) { return one.device == device; });
        if (node == all.end()) return missing(wanted, "no such video device");
        if (node->made_by_software) return missing(wanted, "made by software, no camera");
        return device;
    }
    Node asked;
    if (wanted.empty() || !asks(wanted, asked)) {
        return missing(wanted, "expected /dev/videoN, or port=, vendor=, product=, serial= and commas between them");
    }
    std::vector<const Node*> fitting;
    for (const Node& node : all) {
        if (!node.made_by_software && node.index == 0 && fits(asked, node)) fitting.push_back(&node);
    }
    if (fitting.size() == 1) return fitting.front()->device;
    return missing(wanted, fitting.empty()
                               ? "none of " + std::to_string(all.size()) + " video devices is that camera"
                               : std::to_string(fitting.size()) + " cameras are that; name the port or serial");
}

}  // namespace vestibule::drivers::v4l2
