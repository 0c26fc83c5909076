// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/session/carriedstyles.h"

#include <QTemporaryDir>

#include <algorithm>
#include <filesystem>
#include <string>

namespace koma {
namespace {

namespace fs = std::filesystem;

bool isInstalled(const std::vector<StyleCard> &styles, const std::string &id)
{
    return std::any_of(styles.begin(), styles.end(),
                       [&](const StyleCard &card) { return card.id == id; });
}

Result<StyleCard> install(const KomaArchive &archive, const QString &id, DrawingService &service)
{
    const QTemporaryDir folder;
    const fs::path root(folder.path().toStdU16String());
    if (auto extracted = extractStyle(archive, id, root); !extracted)
        return fail(extracted.error());
    auto imported = service.importStyle(root / id.toStdString(), IfTaken::Refuse);
    if (!imported)
        return fail(imported.error());
    return std::move(imported->card);
}

} // namespace

QList<EmbeddedStyle> stylesToCarry(const Comic &comic, const DrawingService &service)
{
    const std::vector<StyleCard> styles = service.styles();
    QList<EmbeddedStyle> carried;
    for (const QString &id : stylesOf(comic)) {
        const auto found = std::find_if(styles.begin(), styles.end(), [&](const StyleCard &card) {
            return card.id == id.toStdString();
        });
        if (found != styles.end())
            carried.append({id, found->folder});
    }
    return carried;
}

CarriedStyles::CarriedStyles(JobRunner &runner, DrawingService &service, QObject *parent)
    : QObject(parent),
      m_service(service),
      m_installing({runner, this, Lane::Io, JobPriority::Normal, WhenBusy::FinishRunning},
                   [this](const Result<QStringList> &names) {
                       if (names)
                           Q_EMIT arrived(*names);
                       else
                           Q_EMIT failed(names.error());
                   })
{
}

void CarriedStyles::bring(const std::shared_ptr<const KomaArchive> &archive)
{
    if (!archive)
        return;
    QStringList ids;
    const std::vector<StyleCard> styles = m_service.styles();
    for (const QString &id : embeddedStyles(*archive)) {
        if (!isInstalled(styles, id.toStdString()))
            ids.append(id);
    }
    if (ids.isEmpty())
        return;
    m_installing.request(
        [archive, ids, &service = m_service](const CancelToken &cancel) -> Result<QStringList> {
            QStringList names;
            for (const QString &id : ids) {
                if (cancel.isCancelled())
                    return failCancelled();
                const auto style = install(*archive, id, service);
                if (!style)
                    return fail(style.error());
                names.append(QString::fromStdString(style->name));
            }
            return names;
        });
}

} // namespace koma
