// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/file/komafile.h"
#include "core/jobs/latestjob.h"
#include "ui/stylize/drawingservice.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace koma {

/// The installed styles that a comic is drawn in: what travels in its file where the artist wants
/// that. Any thread.
QList<EmbeddedStyle> stylesToCarry(const Comic &comic, const DrawingService &service);

/// Puts the styles that came in a comic's file and are not installed among the user's, each checked
/// like a .komastyle file. GUI thread; the runner and the service must outlive it.
class CarriedStyles : public QObject
{
    Q_OBJECT

public:
    CarriedStyles(JobRunner &runner, DrawingService &service, QObject *parent = nullptr);

    /// Does nothing where there is no archive or nothing new in it.
    void bring(const std::shared_ptr<const KomaArchive> &archive);

Q_SIGNALS:
    /// Names of the styles that are there now.
    void arrived(const QStringList &names);
    void failed(const koma::Error &error);

private:
    DrawingService &m_service;
    LatestJob<QStringList> m_installing;
};

} // namespace koma
