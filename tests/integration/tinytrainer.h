// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/torch/trainer.h"
#include "tests/integration/tinytraining.h"

#include <QString>

namespace koma::test {

/// A Trainer on the pictures of a TinyTraining, without session, clock or files.
class TinyTrainer
{
public:
    TinyTrainer(const TinyTraining &training, const TrainingConfig &config, int lanes = 1)
        : m_config(config),
          m_photos(filesOf(training.photos()), 3, 1U << 26U),
          m_drawings(filesOf(training.drawings(config.greyStyle)), config.greyStyle ? 1 : 3,
                     1U << 26U)
    {
        trainer = Trainer::create(config, generatorFactory(training.registry, config),
                                  StyleMeasure{}, {.lanes = lanes})
                      .value();
    }

    [[nodiscard]] TrainingBatch batch(std::int64_t step)
    {
        return makeBatch(m_config, m_photos, m_drawings, step).value();
    }

    Result<std::map<std::string, double>> step(std::int64_t step, double totalSteps)
    {
        return trainer->step(batch(step), step, static_cast<double>(step) / totalSteps);
    }

    std::unique_ptr<Trainer> trainer;

private:
    static std::vector<std::filesystem::path> filesOf(const std::filesystem::path &folder)
    {
        return TinyTraining::picturesIn(folder);
    }

    TrainingConfig m_config;
    PictureSet m_photos;
    PictureSet m_drawings;
};

/// The name of the first tensor in which two states differ, optimizers' archives left out (they
/// hold addresses); empty where all are equal bit by bit.
inline QString firstDifference(const std::map<std::string, torch::Tensor> &a,
                               const std::map<std::string, torch::Tensor> &b)
{
    if (a.size() != b.size())
        return QStringLiteral("the numbers of tensors differ");
    for (const auto &[name, tensor] : a) {
        const auto other = b.find(name);
        if (other == b.end() ||
            (!name.starts_with("optimizer.") && !torch::equal(tensor, other->second)))
            return QString::fromStdString(name);
    }
    return {};
}

} // namespace koma::test
