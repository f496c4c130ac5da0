// main - `vestibule`: one process, one patient.
#include "ui/app/main.hpp"

int main(int argc, char** argv) {
    return vestibule::ui::run_kiosk(argc, argv, nullptr);
}
