// films - what a test's cameras show, as files: vestibule-image-films FOLDER [WIDTH].
#include <cstdio>
#include <exception>
#include <string>

#include "tests/flows/film.hpp"

int main(int argc, char** argv) {
    if (argc < 2 || argc > 3) return 64;
    try {
        vestibule::flows::write_films(argv[1], argc == 3 ? std::stoi(argv[2]) : 1280);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "vestibule-image-films: %s\n", error.what());
        return 1;
    }
    return 0;
}
