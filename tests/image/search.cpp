// search - looks for a patient in a machine's memory or disk: their words in every form, and what the display showed.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/privacy/os/scan.hpp"

namespace {

using namespace vestibule;
using vestibule::privacy::Finds;
using vestibule::privacy::Scanner;

constexpr int kUsage = 64;
constexpr std::size_t kColours = 6;  // a run of pixels with fewer could be any screen's

struct Picture {
    std::size_t width = 0, height = 0;
    std::string rgb;
};

Picture read_picture(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string magic;
    std::size_t most = 0;
    Picture picture;
    stream >> magic >> picture.width >> picture.height >> most;
    stream.get();
    picture.rgb.assign(std::istreambuf_iterator<char>(stream), {});
    if (magic != "P6" || most != 255 || picture.rgb.size() != picture.width * picture.height * 3) return {};
    return picture;
}

/// Runs of pixels of a picture as a frame buffer holds them: of every few rows, where many colours meet, and which none
/// of the other pictures, which are nobody's, shows anywhere. Written as PICTURE,OTHER...
bool add_picture(Scanner& scanner, const std::string& kind, const std::string& files) {
    std::istringstream names(files);
    std::vector<Picture> pictures;
    for (std::string name; std::getline(names, name, ',');) pictures.push_back(read_picture(name));
    if (pictures.size() < 2) return false;
    const Picture& shown = pictures.front();
    const auto unlike = [&](const Picture& each) { return each.rgb.size() != shown.rgb.size(); };
    if (shown.rgb.empty() || std::any_of(pictures.begin(), pictures.end(), unlike)) return false;
    constexpr std::size_t kRun = 48, kStep = 7;
    std::size_t runs = 0;
    for (std::size_t y = 0; y < shown.height; y += kStep) {
        for (std::size_t x = 0; x + kRun <= shown.width; x += kRun) {
            const std::size_t at = (y * shown.width + x) * 3;
            const std::string_view run = std::string_view(shown.rgb).substr(at, kRun * 3);
            const auto has_it = [&](const Picture& each) { return each.rgb.find(run) != std::string::npos; };
            std::set<std::string> colours;
            std::string bytes;
            for (std::size_t i = at; i < at + kRun * 3; i += 3) {
                colours.insert(shown.rgb.substr(i, 3));
                bytes += {shown.rgb[i + 2], shown.rgb[i + 1], shown.rgb[i], '\xff'};
            }
            if (colours.size() < kColours) continue;
            if (std::any_of(pictures.begin() + 1, pictures.end(), has_it)) continue;
            scanner.add(kind, "BGRX", bytes);
            for (std::size_t i = 3; i < bytes.size(); i += 4) bytes[i] = 0;
            scanner.add(kind, "BGR0", bytes);
            ++runs;
        }
    }
    return runs > 0;
}

Result<Finds> search(const Scanner& scanner, const char* path) {
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about {};
    if (file < 0 || fstat(file, &about) != 0 || about.st_size == 0)
        return Error{ErrorCode::FileUnreadable, std::string(path)};
    const auto size = static_cast<std::size_t>(about.st_size);
    void* all = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (all == MAP_FAILED) return Error{ErrorCode::FileUnreadable, std::string(path)};
    Finds finds;
    scanner.scan({static_cast<const std::uint8_t*>(all), size}, path, finds);
    munmap(all, size);
    return finds;
}

}  // namespace

/// Prints what was found. 0: nothing, 1: something.
int main(int argc, char** argv) {
    Scanner scanner;
    for (int i = 2; i < argc; ++i) {
        const std::string word(argv[i]);
        const std::size_t equals = word.find('='), at = word.find('@');
        if (equals != std::string::npos) {
            scanner.add_text(word.substr(0, equals), word.substr(equals + 1));
        } else if (at == std::string::npos || !add_picture(scanner, word.substr(0, at), word.substr(at + 1))) {
            std::fprintf(stderr, "vestibule-image-search: %s: neither KIND=TEXT nor KIND@PICTURE,OTHER...\n", argv[i]);
            return kUsage;
        }
    }
    if (argc < 3) return kUsage;
    const Result<Finds> searched = search(scanner, argv[1]);
    if (!searched) {
        std::fprintf(stderr, "vestibule-image-search: %s\n", searched.error().sentence().c_str());
        return kUsage;
    }
    const Finds& finds = *searched;
    std::printf("%s", finds.told().c_str());
    for (const std::string& kind : scanner.kinds()) std::printf("total %s %d\n", kind.c_str(), finds.of(kind));
    return finds.all() == 0 ? 0 : 1;
}
